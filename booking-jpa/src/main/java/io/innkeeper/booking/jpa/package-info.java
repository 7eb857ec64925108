/**
 * The storage on Jakarta Persistence, for MySQL: {@link io.innkeeper.booking.jpa.JpaStorage} is where to begin, and
 * {@link io.innkeeper.booking.jpa.LegacyImport} moves an old application over.
 */
@NullMarked
package io.innkeeper.booking.jpa;

import org.jspecify.annotations.NullMarked;
