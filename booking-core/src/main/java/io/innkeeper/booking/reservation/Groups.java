package io.innkeeper.booking.reservation;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.Actor;
import java.time.Duration;
import java.util.List;

/**
 * Groups: several bookings of one hotel that are made, confirmed and given up together, all or none. Each of them can also
 * be changed or cancelled by itself, through {@link Bookings}. Safe for use by many threads.
 */
public interface Groups {

    /**
     * The same groups, whose next change has a key: see {@link Bookings#withKey}.
     *
     * @throws InvalidRequestException if the key is malformed
     */
    Groups withKey(String key);

    /**
     * Books all the rooms of a request, or none. Who wants any room of a type is not given one that another part of the
     * request wants by name.
     *
     * @return {@link GroupDone}; {@link Unavailable} names nights that stand in the way of some part; or what every request
     *     may be answered
     * @throws InvalidRequestException if a field is malformed, or the rooms are not all in one hotel
     * @throws NotFoundException if there is no such user, hotel or room, or who asks may not book there for the user
     */
    GroupOutcome book(GroupRequest request);

    /**
     * Holds all the rooms of a request for a while, or none: see {@link Bookings#hold}.
     *
     * @param length for how long, 1 second to 30 days
     * @return as for {@link #book}
     * @throws InvalidRequestException if a field is malformed, or the rooms are not all in one hotel
     * @throws NotFoundException if there is no such user, hotel or room, or who asks may not book there for the user
     */
    GroupOutcome hold(GroupRequest request, Duration length);

    /**
     * Makes all holds of a group bookings for good, or none.
     *
     * @return {@link GroupDone} with what were holds; {@link HoldLost} if one of them has expired and cannot be had any more;
     *     {@link Refused} if none is a hold
     * @throws NotFoundException if there is no such group, or it is not the actor's
     */
    GroupOutcome confirm(Actor actor, GroupId group);

    /**
     * Gives all holds of a group up.
     *
     * @return {@link GroupDone} with what were holds; {@link Refused} if none is
     * @throws NotFoundException if there is no such group, or it is not the actor's
     */
    GroupOutcome release(Actor actor, GroupId group);

    /**
     * Cancels all confirmed bookings of a group.
     *
     * @return {@link GroupDone} with what was confirmed; {@link Refused} if none is
     * @throws NotFoundException if there is no such group, or it is not the actor's
     */
    GroupOutcome cancel(Actor actor, GroupId group);

    /** The bookings of a group, in the order of their ids; none as well if it is not the actor's. */
    List<Booking> find(Actor actor, GroupId group);
}
