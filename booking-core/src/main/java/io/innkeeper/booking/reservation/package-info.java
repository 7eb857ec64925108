/**
 * Bookings as guests know them: requests, outcomes, states. How they are made not to overlap is for
 * {@link io.innkeeper.booking.inventory}.
 */
@NullMarked
package io.innkeeper.booking.reservation;

import org.jspecify.annotations.NullMarked;
