/**
 * The front door: {@link io.innkeeper.booking.Innkeeper} and its builder, the port {@link io.innkeeper.booking.Storage}, and
 * the exceptions. Rules of the business live in the packages below, technology in none of them.
 */
@NullMarked
package io.innkeeper.booking;

import org.jspecify.annotations.NullMarked;
