/**
 * What happened to bookings: one event for each committed change. Listeners are told of it at once, or surely, by a relay.
 */
@NullMarked
package io.innkeeper.booking.event;

import org.jspecify.annotations.NullMarked;
