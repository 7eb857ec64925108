/** Guests who want everything at once, and write down what they asked for and what they were told. */
@NullMarked
package io.innkeeper.booking.examples.faults.load;

import org.jspecify.annotations.NullMarked;
