/**
 * What is done to input before anybody looks at it. Not exported.
 */
@NullMarked
package io.innkeeper.booking.input;

import org.jspecify.annotations.NullMarked;
