/** A trace of bookings and cancellations, replayed in the order in which they were made, and an oracle to compare with. */
@NullMarked
package io.innkeeper.booking.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
