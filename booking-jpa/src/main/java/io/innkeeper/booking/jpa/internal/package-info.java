/**
 * Entities, stores and SQL. Not exported.
 */
@NullMarked
package io.innkeeper.booking.jpa.internal;

import org.jspecify.annotations.NullMarked;
