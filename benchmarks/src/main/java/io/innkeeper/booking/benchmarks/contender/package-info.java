/**
 * Ways to book a room: ours, by the front door of the library, and what people would use otherwise, each as good as we
 * could write it. All work on the same tables and write the same rows.
 */
@NullMarked
package io.innkeeper.booking.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
