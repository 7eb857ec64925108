/**
 * Constraints that the request types share.
 */
@NullMarked
package io.innkeeper.booking.constraint;

import org.jspecify.annotations.NullMarked;
