/** How the library is doing, as metrics and traces. */
@NullMarked
package io.innkeeper.booking.micrometer;

import org.jspecify.annotations.NullMarked;
