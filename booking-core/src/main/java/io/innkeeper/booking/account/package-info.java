/**
 * Users: register, log in, change and reset a password. Knows nothing of hotels.
 */
@NullMarked
package io.innkeeper.booking.account;

import org.jspecify.annotations.NullMarked;
