/** A host in plain Java. */
@NullMarked
package io.innkeeper.booking.examples.embedding.plain;

import org.jspecify.annotations.NullMarked;
