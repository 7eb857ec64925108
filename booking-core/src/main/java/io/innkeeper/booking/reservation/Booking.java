package io.innkeeper.booking.reservation;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user's claim on one room for a stay. Immutable: what the storage knew when it was read or written.
 *
 * @param id identity of the booking
 * @param user whose it is
 * @param hotel the hotel of the room
 * @param room the room
 * @param stay the nights
 * @param guests how many guests; 0 if it keeps a room free of them
 * @param total what the stay costs, by the rate as it was looked up for booking
 * @param status where the booking is in its life
 * @param heldUntil when the hold ends, by the storage's clock; null unless the booking is {@link BookingStatus#HELD}
 * @param group the group it was made in; null if it was made by itself
 * @param cancellation what its cancellation costs; null if nothing, whenever that is
 * @param fee what is to be paid since it was cancelled or nobody came; null otherwise
 * @param version counts the committed changes to the booking, its making included; 1 when new
 */
public record Booking(
        BookingId id,
        UserId user,
        HotelId hotel,
        RoomId room,
        Stay stay,
        int guests,
        Money total,
        BookingStatus status,
        @Nullable Instant heldUntil,
        @Nullable GroupId group,
        @Nullable CancellationTerms cancellation,
        @Nullable Money fee,
        int version) {

    /** Checks that no part is null that must not be, and that just what is held has a time. */
    public Booking {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(hotel, "hotel");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(stay, "stay");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(status, "status");
        if ((status == BookingStatus.HELD) != (heldUntil != null)) {
            throw new IllegalArgumentException("a booking that is " + status + " is held until " + heldUntil);
        }
    }

    /**
     * A new booking that is in no group and can be cancelled freely.
     *
     * @param heldUntil when the hold ends; null if the nights are had for good
     */
    public static Booking of(
            BookingId id,
            UserId user,
            HotelId hotel,
            RoomId room,
            Stay stay,
            int guests,
            Money total,
            @Nullable Instant heldUntil) {
        BookingStatus status = heldUntil == null ? BookingStatus.CONFIRMED : BookingStatus.HELD;
        return new Booking(id, user, hotel, room, stay, guests, total, status, heldUntil, null, null, null, 1);
    }

    /** This booking after one more change, which brought it to {@code newStatus}, other than held. */
    public Booking moveTo(BookingStatus newStatus) {
        return after(newStatus, null);
    }

    /** This booking after one more change, which ended it, with what is to be paid for that. */
    public Booking end(BookingStatus newStatus, @Nullable Money newFee) {
        return copy(room, stay, guests, total, newStatus, null, group, cancellation, newFee, version + 1);
    }

    /** This booking after one more change, by which the guest left earlier. */
    public Booking leave(Stay stayed) {
        return copy(
                room, stayed, guests, total, BookingStatus.CHECKED_OUT, null, group, cancellation, fee, version + 1);
    }

    /** The same, as one of a group. */
    public Booking in(GroupId newGroup) {
        return copy(room, stay, guests, total, status, heldUntil, newGroup, cancellation, fee, version);
    }

    /** The same, with what its cancellation costs. */
    public Booking on(@Nullable CancellationTerms terms) {
        return copy(room, stay, guests, total, status, heldUntil, group, terms, fee, version);
    }

    /** This booking after one more change, which has it held until some time. */
    public Booking holdUntil(Instant time) {
        return after(BookingStatus.HELD, time);
    }

    /** This booking after one more change, which gave it other nights, another room or other guests. */
    public Booking changed(RoomId newRoom, Stay newStay, int newGuests, Money newTotal) {
        return copy(newRoom, newStay, newGuests, newTotal, status, heldUntil, group, cancellation, fee, version + 1);
    }

    private Booking after(BookingStatus newStatus, @Nullable Instant newHeldUntil) {
        return copy(room, stay, guests, total, newStatus, newHeldUntil, group, cancellation, fee, version + 1);
    }

    private Booking copy(
            RoomId newRoom,
            Stay newStay,
            int newGuests,
            Money newTotal,
            BookingStatus newStatus,
            @Nullable Instant newHeldUntil,
            @Nullable GroupId newGroup,
            @Nullable CancellationTerms newTerms,
            @Nullable Money newFee,
            int newVersion) {
        return new Booking(
                id,
                user,
                hotel,
                newRoom,
                newStay,
                newGuests,
                newTotal,
                newStatus,
                newHeldUntil,
                newGroup,
                newTerms,
                newFee,
                newVersion);
    }
}
