/** What was asked, what was answered, and what the database has: written line by line, and judged by nothing but these lines. */
@NullMarked
package io.innkeeper.booking.examples.faults.history;

import org.jspecify.annotations.NullMarked;
