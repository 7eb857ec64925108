/** What the hosts have in common: what they do, how it is told, and how it is tested. */
@NullMarked
package io.innkeeper.booking.examples.embedding;

import org.jspecify.annotations.NullMarked;
