/**
 * Search: what is free, where, at what price.
 */
@NullMarked
package io.innkeeper.booking.availability;

import org.jspecify.annotations.NullMarked;
