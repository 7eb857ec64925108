/** What owners see: their hotels, rooms, terms and guests. */
@NullMarked
package io.innkeeper.booking.examples.web.owner;

import org.jspecify.annotations.NullMarked;
