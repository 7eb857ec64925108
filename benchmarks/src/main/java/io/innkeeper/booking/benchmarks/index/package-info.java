/** What an index in memory of what is free costs, and what it gains. */
package io.innkeeper.booking.benchmarks.index;
