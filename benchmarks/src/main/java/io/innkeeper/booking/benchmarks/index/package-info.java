/** What an index in memory of what is free costs, and what it gains. */
@NullMarked
package io.innkeeper.booking.benchmarks.index;

import org.jspecify.annotations.NullMarked;
