/** The first thing to run: a booking from registration to the row in the database. */
@NullMarked
package io.innkeeper.booking.examples.quickstart;

import org.jspecify.annotations.NullMarked;
