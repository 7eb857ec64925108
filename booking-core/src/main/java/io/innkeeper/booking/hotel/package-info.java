/**
 * Hotels, rooms and what they cost. Knows nothing of who sleeps in them.
 */
@NullMarked
package io.innkeeper.booking.hotel;

import org.jspecify.annotations.NullMarked;
