/** Registration, log-in and passwords: the library's accounts behind Spring Security. */
@NullMarked
package io.innkeeper.booking.examples.web.account;

import org.jspecify.annotations.NullMarked;
