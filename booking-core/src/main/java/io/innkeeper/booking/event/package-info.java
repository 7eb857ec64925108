/**
 * What happened to bookings: one event for each committed change.
 */
@NullMarked
package io.innkeeper.booking.event;

import org.jspecify.annotations.NullMarked;
