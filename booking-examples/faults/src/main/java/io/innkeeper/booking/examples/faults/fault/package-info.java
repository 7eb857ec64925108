/** The faults: each in a class of its own, and nothing else. */
@NullMarked
package io.innkeeper.booking.examples.faults.fault;

import org.jspecify.annotations.NullMarked;
