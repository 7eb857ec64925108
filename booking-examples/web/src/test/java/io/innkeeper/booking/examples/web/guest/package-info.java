/** Tests of what guests see. */
@NullMarked
package io.innkeeper.booking.examples.web.guest;

import org.jspecify.annotations.NullMarked;
