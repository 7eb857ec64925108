/** The application as browsers see it, on a real server and a real database. */
@NullMarked
package io.innkeeper.booking.examples.web;

import org.jspecify.annotations.NullMarked;
