/** A host with a transaction manager. */
@NullMarked
package io.innkeeper.booking.examples.embedding.jakarta;

import org.jspecify.annotations.NullMarked;
