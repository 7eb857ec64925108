package io.innkeeper.booking.hotel;

import io.innkeeper.booking.constraint.OneLine;
import io.innkeeper.booking.input.Text;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * What is said of a room, by which it is added and updated. Immutable.
 *
 * @param number what is on the door, unique in the hotel, at most 20 characters
 * @param type the type by which it is sold ("double", "suite"), at most 50 characters; compared exactly
 * @param capacity how many guests it takes, 1 to 100
 * @param nightlyRate what a night costs that was given no {@linkplain Tariffs rate} of its own, in the hotel's currency; not negative and at most 1,000,000,000
 */
public record RoomDetails(
        @NotBlank(message = "must be given") @OneLine(max = 20)
        String number,

        @NotBlank(message = "must be given") @OneLine(max = 50)
        String type,

        @Min(value = 1, message = "must be 1 to 100") @Max(value = 100, message = "must be 1 to 100")
        int capacity,

        @NotNull(message = "must be given") Money nightlyRate) {

    /** Takes surrounding space away. */
    public RoomDetails {
        number = Text.strip(number);
        type = Text.strip(type);
    }
}
