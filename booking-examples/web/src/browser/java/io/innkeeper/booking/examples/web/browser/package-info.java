/** Tests that drive a real browser through the pages: what people see, click and hear. */
@NullMarked
package io.innkeeper.booking.examples.web.browser;

import org.jspecify.annotations.NullMarked;
