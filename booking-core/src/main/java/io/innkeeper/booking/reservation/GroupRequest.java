package io.innkeeper.booking.reservation;

import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.stay.Stay;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A wish to book several rooms of one hotel, all or none. Begins with {@link #of}, to which the rooms are added.
 *
 * @param user for whom
 * @param parts what is wanted, 1 to 100 rooms
 * @param by who asks for it; the user, or who may book at the hotel for others
 */
public record GroupRequest(
        @NotNull(message = "must be given") UserId user,

        @NotNull(message = "must be given") @Size(min = 1, max = MOST_ROOMS, message = "must be {min} to {max} rooms")
        List<@Valid Part> parts,

        Actor by) {

    /** The most rooms of a group. */
    public static final int MOST_ROOMS = 100;

    /**
     * One of the rooms.
     *
     * @param room which room
     * @param stay the nights
     * @param guests how many guests, at least 1
     */
    public record Part(
            @NotNull(message = "must be given") @Valid RoomChoice room,
            @NotNull(message = "must be given") Stay stay,

            @Min(value = 1, message = "must be at least {value}")
            int guests) {}

    /**
     * Checks that somebody asks for it, and makes the list unmodifiable.
     *
     * @throws io.innkeeper.booking.InvalidRequestException if nobody does although there is a user, or if a part is null
     */
    public GroupRequest {
        int number = 0;
        for (Part part : Given.notNull("parts", parts)) {
            Given.notNull("parts[" + number++ + "]", part);
        }
        parts = List.copyOf(parts);
        if (user != null) {
            Given.notNull("by", by);
        }
    }

    /** Of no room yet. */
    public static GroupRequest of(UserId user) {
        return new GroupRequest(user, List.of(), user);
    }

    /** With this room, too. */
    public GroupRequest room(RoomId room, Stay stay, int guests) {
        return with(new RoomChoice.ThisRoom(room), stay, guests);
    }

    /** With any free room of a type, too. */
    public GroupRequest anyRoom(HotelId hotel, String type, Stay stay, int guests) {
        return with(new RoomChoice.AnyRoom(hotel, type), stay, guests);
    }

    /** The same, asked for by somebody else than the user. */
    public GroupRequest by(Actor actor) {
        return new GroupRequest(user, parts, Given.notNull("by", actor));
    }

    private GroupRequest with(RoomChoice room, Stay stay, int guests) {
        List<Part> more = new ArrayList<>(parts);
        more.add(new Part(room, stay, guests));
        return new GroupRequest(user, more, by);
    }
}
