/** The application's own data, written in one transaction with a booking. */
@NullMarked
package io.innkeeper.booking.examples.web.loyalty;

import org.jspecify.annotations.NullMarked;
