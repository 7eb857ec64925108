package io.innkeeper.booking.reservation;

import io.innkeeper.booking.constraint.OneLine;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.input.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** Which room someone wants. */
public sealed interface RoomChoice {

    /**
     * This room and no other.
     *
     * @param room the room
     */
    record ThisRoom(@NotNull(message = "must be given") RoomId room) implements RoomChoice {}

    /**
     * Any free room of a type that takes the guests; of those one of the cheapest, by the
     * {@link io.innkeeper.booking.Innkeeper.Builder#allocation policy} of the application.
     *
     * @param hotel the hotel
     * @param type the type, exactly as the rooms have it
     */
    record AnyRoom(
            @NotNull(message = "must be given") HotelId hotel,

            @NotBlank(message = "must be given") @OneLine(max = 50)
            String type)
            implements RoomChoice {

        /** Takes surrounding space away. */
        public AnyRoom {
            type = Text.strip(type);
        }
    }
}
