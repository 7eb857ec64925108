/**
 * The nights of a stay and the rules it must pass: pure functions over immutable values.
 */
@NullMarked
package io.innkeeper.booking.stay;

import org.jspecify.annotations.NullMarked;
