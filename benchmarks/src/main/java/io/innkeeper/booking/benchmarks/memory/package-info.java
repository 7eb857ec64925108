/** Bookings with no database: the storage in memory, and what it is measured beside. */
@NullMarked
package io.innkeeper.booking.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
