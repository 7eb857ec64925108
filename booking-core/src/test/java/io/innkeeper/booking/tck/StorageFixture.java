package io.innkeeper.booking.tck;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A storage as a contract needs it: to be opened, and to be looked at from outside. What is looked at is what is
 * committed, and the looking must not go through the code that is under test: for a database it is plain SQL on a
 * connection of its own.
 *
 * <p>Tests use e-mail addresses, hotels and cities of their own, so that many test classes may share one database, also at
 * the same time; only {@link InputContract} wants to be alone, since it counts, and so do {@link TidyContract},
 * {@link ModelContract} and {@link IndexContract}, which tidy up for all.
 */
public interface StorageFixture extends AutoCloseable {

    /** Opens one more storage on the same data, as one more application would. The contract closes it. */
    Storage open();

    /** All bookings of a hotel that are stored, live and cancelled. */
    List<Booking> bookings(HotelId hotel);

    /**
     * All room-nights of a hotel that are sold: once for each booking that has the night, so that a night that was sold
     * twice is here twice. Read from where the nights are kept, not made from the bookings, where the two are different
     * things.
     */
    List<SoldNight> soldNights(HotelId hotel);

    /**
     * How many users, hotels, rooms, bookings, and whatever else a refused request must not write, are stored, by kind.
     * What counts attempts to log in is not among them.
     */
    Map<String, Long> counts();

    /**
     * Checks what else must be true of what this storage keeps for a hotel, whatever happened before; by default nothing.
     *
     * @throws AssertionError if it is not
     */
    default void check(HotelId hotel) {}

    /**
     * Takes nights of a room as another application would, and stops before it commits: the nights are neither sold nor can
     * they be had. For a database it is an open transaction on a connection of its own, which made a booking and its nights.
     */
    Claim claimWithoutCommit(RoomId room, Stay stay);

    /** Has all holds of a hotel expire now, by the storage's clock, and leaves all else as it is. */
    void expireHolds(HotelId hotel);

    /**
     * Has the requests that were done or given up at a hotel be so much older, by the storage's clock; and all that were before
     * them, at whatever hotel, since nothing is older than what came before it. That may make holds expire, and leaves all else
     * as it is.
     */
    void ageKeys(HotelId hotel, Duration by);

    /**
     * Has events that a relay has claimed or put off be due now, by the storage's clock: as if time had passed, and as if the
     * relay were dead. Not for those that are delivered.
     */
    void endLeases();

    /** Has all quotes of a hotel expire now, by the storage's clock. */
    void expireQuotes(HotelId hotel);

    /** Ends what the fixture itself began. The storages that it opened are closed by then. */
    @Override
    void close();

    /**
     * A room-night that a booking has.
     *
     * @param room the room
     * @param night the night
     * @param booking the booking that has it
     */
    record SoldNight(RoomId room, LocalDate night, BookingId booking) {}

    /** Nights that are taken and not committed. */
    interface Claim extends AutoCloseable {

        /**
         * Returns once somebody is seen to wait for the nights.
         *
         * @throws AssertionError if nobody is within half a minute
         */
        void awaitWaiter();

        /** Rolls back: the nights are free again, and nothing is left of the booking. */
        @Override
        void close();
    }
}
