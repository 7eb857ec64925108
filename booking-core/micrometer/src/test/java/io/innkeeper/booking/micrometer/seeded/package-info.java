/** Written to break the rules of this module. */
package io.innkeeper.booking.micrometer.seeded;
