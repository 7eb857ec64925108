/**
 * The storage in memory: real and concurrent, for tests and small applications.
 */
@NullMarked
package io.innkeeper.booking.memory;

import org.jspecify.annotations.NullMarked;
