/**
 * The application: how it is started, what it is made of, and who may see what. Its pages are in the packages below, each
 * with what it needs: {@code account} for whoever has one, {@code guest} for those who book, {@code owner} for those who run
 * hotels; {@code loyalty} is the application's own data beside the library's, {@code load} brings hotels, and
 * {@code page} has what all pages share.
 */
@NullMarked
package io.innkeeper.booking.examples.web;

import org.jspecify.annotations.NullMarked;
