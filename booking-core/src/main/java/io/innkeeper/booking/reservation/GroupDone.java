package io.innkeeper.booking.reservation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was asked for is done to all bookings of a group that it is about: committed and durable.
 *
 * @param group the group
 * @param bookings these bookings as they are now, in the order in which their rooms were asked for; never empty
 */
public record GroupDone(GroupId group, List<Booking> bookings) implements GroupOutcome {

    /** Checks that the group is not null, and makes the list unmodifiable. */
    public GroupDone {
        Objects.requireNonNull(group, "group");
        bookings = List.copyOf(bookings);
    }

    /** The first of the bookings. */
    @Override
    public Optional<Booking> success() {
        return bookings.stream().findFirst();
    }
}
