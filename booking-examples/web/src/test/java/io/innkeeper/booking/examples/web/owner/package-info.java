/** What owners do, by their browsers. */
@NullMarked
package io.innkeeper.booking.examples.web.owner;

import org.jspecify.annotations.NullMarked;
