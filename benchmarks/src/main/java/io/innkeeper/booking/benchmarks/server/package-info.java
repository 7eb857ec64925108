/**
 * The database server that everything is measured on, what it says of itself and of the work it was given, and a longer way
 * to it.
 */
@NullMarked
package io.innkeeper.booking.benchmarks.server;

import org.jspecify.annotations.NullMarked;
