/**
 * The storage on Jakarta Persistence, for MySQL: {@link io.innkeeper.booking.jpa.JpaStorage} is all there is to know.
 */
@NullMarked
package io.innkeeper.booking.jpa;

import org.jspecify.annotations.NullMarked;
