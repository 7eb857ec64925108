package io.innkeeper.booking.availability;

import io.innkeeper.booking.hotel.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A night of a hotel as it was when it was looked up.
 *
 * @param night the night
 * @param freeRooms how many rooms were free
 * @param lowestRate what the night costs in the cheapest of them; null if there is none
 */
public record CalendarNight(
        LocalDate night, int freeRooms, @Nullable Money lowestRate) {}
