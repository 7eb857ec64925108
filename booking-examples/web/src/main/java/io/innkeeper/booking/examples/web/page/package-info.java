/** What all pages share: forms, formats, pictures, errors. */
@NullMarked
package io.innkeeper.booking.examples.web.page;

import org.jspecify.annotations.NullMarked;
