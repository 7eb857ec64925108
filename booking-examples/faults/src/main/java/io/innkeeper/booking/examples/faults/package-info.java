/** What production does to a booking service, done to it on purpose, and a table of what became of each request. */
@NullMarked
package io.innkeeper.booking.examples.faults;

import org.jspecify.annotations.NullMarked;
