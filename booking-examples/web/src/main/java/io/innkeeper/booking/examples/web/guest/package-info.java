/** What guests see: search, hotels, bookings. */
@NullMarked
package io.innkeeper.booking.examples.web.guest;

import org.jspecify.annotations.NullMarked;
