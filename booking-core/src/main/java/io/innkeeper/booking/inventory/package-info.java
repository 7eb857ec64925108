/**
 * Who has which room on which night. Guards decide inside a transaction; locks own waiting, transaction and retry; upkeep
 * looks whether all is well, and tidies up. Nothing here knows a database.
 */
@NullMarked
package io.innkeeper.booking.inventory;

import org.jspecify.annotations.NullMarked;
