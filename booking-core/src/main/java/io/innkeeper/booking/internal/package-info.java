/**
 * How the front door does its work. Not exported.
 */
@NullMarked
package io.innkeeper.booking.internal;

import org.jspecify.annotations.NullMarked;
