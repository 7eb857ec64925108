package io.innkeeper.booking.internal;

import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.Operation.Kind;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.ChangeOutcome;
import io.innkeeper.booking.reservation.ConfirmOutcome;
import io.innkeeper.booking.reservation.ExtendOutcome;
import io.innkeeper.booking.reservation.HoldOutcome;
import io.innkeeper.booking.reservation.ResolveOutcome;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.reservation.TooLate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bookings that are watched while they are made or changed; look-ups are not. */
public final class WatchedBookings implements Bookings {

    private final Desk desk;
    private final Watch watch;
    private final Bookings unwatched;

    /** Bookings as they are made at a desk. */
    public WatchedBookings(Desk desk, Watch watch) {
        this.desk = desk;
        this.watch = watch;
        this.unwatched = new StoredBookings(desk);
    }

    private <T> T during(Kind kind, @Nullable HotelId hotel, T tooLate, Function<Bookings, T> work) {
        return watch.during(
                kind, hotel, course -> desk.during(kind, course, tooLate, own -> work.apply(new StoredBookings(own))));
    }

    /** Null if a room is wanted, whose hotel has not been looked up, or the request is malformed. */
    private static @Nullable HotelId hotel(@Nullable BookingRequest request) {
        return request == null ? null : hotel(request.room());
    }

    static @Nullable HotelId hotel(@Nullable RoomChoice room) {
        return room instanceof RoomChoice.AnyRoom any ? any.hotel() : null;
    }

    @Override
    public Bookings withKey(String key) {
        return new WatchedBookings(desk.withKey(key), watch);
    }

    @Override
    public ResolveOutcome resolve(Actor actor, HotelId hotel, String key) {
        return during(Kind.RESOLVE, hotel, new TooLate(), bookings -> bookings.resolve(actor, hotel, key));
    }

    @Override
    public BookingOutcome book(BookingRequest request) {
        return during(Kind.BOOK, hotel(request), new TooLate(), bookings -> bookings.book(request));
    }

    @Override
    public HoldOutcome hold(BookingRequest request, Duration length) {
        return during(Kind.HOLD, hotel(request), new TooLate(), bookings -> bookings.hold(request, length));
    }

    @Override
    public ExtendOutcome extend(Actor actor, BookingId booking, Duration length) {
        return during(Kind.EXTEND, null, new TooLate(), bookings -> bookings.extend(actor, booking, length));
    }

    @Override
    public ConfirmOutcome confirm(Actor actor, BookingId booking) {
        return during(Kind.CONFIRM, null, new TooLate(), bookings -> bookings.confirm(actor, booking));
    }

    @Override
    public ChangeOutcome change(Actor actor, BookingId booking, BookingChange change) {
        return during(Kind.CHANGE, null, new TooLate(), bookings -> bookings.change(actor, booking, change));
    }

    @Override
    public CancelOutcome release(Actor actor, BookingId booking) {
        return during(Kind.RELEASE, null, new TooLate(), bookings -> bookings.release(actor, booking));
    }

    @Override
    public CancelOutcome cancel(Actor actor, BookingId booking) {
        return during(Kind.CANCEL, null, new TooLate(), bookings -> bookings.cancel(actor, booking));
    }

    @Override
    public Optional<Booking> find(Actor actor, BookingId booking) {
        return unwatched.find(actor, booking);
    }

    @Override
    public Page<Booking> list(UserId user, int pageSize, @Nullable String after) {
        return unwatched.list(user, pageSize, after);
    }
}
