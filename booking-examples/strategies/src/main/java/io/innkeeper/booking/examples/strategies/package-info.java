/** Strategies side by side: how one is chosen, how a host writes its own, and what each does with the same rush. */
@NullMarked
package io.innkeeper.booking.examples.strategies;

import org.jspecify.annotations.NullMarked;
