/** Database servers that can be killed, and come back with what they had. Nothing of bookings comes in here. */
@NullMarked
package io.innkeeper.booking.examples.faults.server;

import org.jspecify.annotations.NullMarked;
