/** What faults happen to: a database, applications that work with it, guests who use them, and a record of it all. */
@NullMarked
package io.innkeeper.booking.examples.faults.stand;

import org.jspecify.annotations.NullMarked;
