/** What it costs, and beside what: one class a question. */
@NullMarked
package io.innkeeper.booking.benchmarks;

import org.jspecify.annotations.NullMarked;
