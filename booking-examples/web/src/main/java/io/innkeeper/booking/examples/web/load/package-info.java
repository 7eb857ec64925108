/** Hotels from lists. */
@NullMarked
package io.innkeeper.booking.examples.web.load;

import org.jspecify.annotations.NullMarked;
