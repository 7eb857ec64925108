/** What was measured: ratios and their intervals, as text, as JSON, and as charts. */
@NullMarked
package io.innkeeper.booking.benchmarks.report;

import org.jspecify.annotations.NullMarked;
