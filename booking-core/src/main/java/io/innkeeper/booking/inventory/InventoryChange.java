package io.innkeeper.booking.inventory;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request to the inventory of a hotel: it happens wholly or not at all.
 *
 * @param key what makes the request recognisable; unique within a batch
 * @param fingerprint what was asked for, as a hash in hex: a request is the same as another one if both key and fingerprint
 *     are; empty if nobody asks for it again
 * @param hotel the hotel; every room of the change is one of its rooms
 * @param take what is wanted
 * @param giveBack what is given back, before anything is taken
 * @param keep what was held and goes on being had
 * @param holdFor for how long what is taken and kept is held, by the storage's clock; null if it is for good
 * @param edition of which {@link io.innkeeper.booking.hotel.Listing} it was made; null if it need not be the newest
 * @param deadline by when an answer is wanted; what has not begun by then is not begun
 * @param complete says what is to be written beside the nights, given the rooms: one event for each booking that changes,
 *     whose booking is inserted if its version is 1, and otherwise replaces the one of the version before. The first event
 *     is written with the key; if there is none, the key alone is, so that no request with it can be done any more. A pure function, since it may be called again when the change is tried again
 * @param tally where strategies note what it takes
 */
public record InventoryChange(
        RequestKey key,
        String fingerprint,
        HotelId hotel,
        List<Demand> take,
        List<Release> giveBack,
        List<Keep> keep,
        @Nullable Duration holdFor,
        @Nullable Integer edition,
        Deadline deadline,
        Function<Assignment, List<BookingEvent>> complete,
        Tally tally) {

    /** Checks that no part is null that must not be and makes the lists unmodifiable. */
    public InventoryChange {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(hotel, "hotel");
        take = List.copyOf(take);
        giveBack = List.copyOf(giveBack);
        keep = List.copyOf(keep);
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(complete, "complete");
        Objects.requireNonNull(tally, "tally");
    }

    /** The same, with any room that it wants chosen by a policy. */
    public InventoryChange by(AllocationPolicy policy) {
        List<Demand> demands = take.stream()
                .map(demand -> demand instanceof Demand.AnyRoom any ? any.by(policy) : demand)
                .toList();
        return new InventoryChange(
                key, fingerprint, hotel, demands, giveBack, keep, holdFor, edition, deadline, complete, tally);
    }

    /** The same, of which it is noted what it takes. */
    public InventoryChange notedIn(Tally noted) {
        return new InventoryChange(
                key, fingerprint, hotel, take, giveBack, keep, holdFor, edition, deadline, complete, noted);
    }

    /** Nobody wants to know what it takes. */
    public InventoryChange(
            RequestKey key,
            String fingerprint,
            HotelId hotel,
            List<Demand> take,
            List<Release> giveBack,
            List<Keep> keep,
            @Nullable Duration holdFor,
            @Nullable Integer edition,
            Deadline deadline,
            Function<Assignment, List<BookingEvent>> complete) {
        this(key, fingerprint, hotel, take, giveBack, keep, holdFor, edition, deadline, complete, Tally.NONE);
    }

    /** Whatever the edition of the hotel is. */
    public InventoryChange(
            RequestKey key,
            String fingerprint,
            HotelId hotel,
            List<Demand> take,
            List<Release> giveBack,
            List<Keep> keep,
            @Nullable Duration holdFor,
            Deadline deadline,
            Function<Assignment, List<BookingEvent>> complete) {
        this(key, fingerprint, hotel, take, giveBack, keep, holdFor, null, deadline, complete);
    }

    /** Takes for good, and gives back; nobody asks for it again. */
    public InventoryChange(
            RequestKey key,
            HotelId hotel,
            List<Demand> take,
            List<Release> giveBack,
            Deadline deadline,
            Function<Assignment, List<BookingEvent>> complete) {
        this(key, "", hotel, take, giveBack, List.of(), null, deadline, complete);
    }
}
