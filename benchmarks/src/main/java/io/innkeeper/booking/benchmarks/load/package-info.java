/** Callers and what they ask for: as fast as they are answered, at a constant rate, mixed, and from several processes. */
@NullMarked
package io.innkeeper.booking.benchmarks.load;

import org.jspecify.annotations.NullMarked;
