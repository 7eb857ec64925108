/** What is free in a whole city: the library's search beside the best that was found by hand. */
@NullMarked
package io.innkeeper.booking.benchmarks.city;

import org.jspecify.annotations.NullMarked;
