/**
 * What happened to bookings: one event for each committed change. Listeners are told of it at once, or surely, by a relay;
 * those who want to know how the library is doing are told of each operation, too.
 */
@NullMarked
package io.innkeeper.booking.event;

import org.jspecify.annotations.NullMarked;
