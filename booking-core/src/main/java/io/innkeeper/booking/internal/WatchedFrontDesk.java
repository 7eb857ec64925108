package io.innkeeper.booking.internal;

import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.event.Operation.Kind;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.BlockOutcome;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.FrontDesk;
import io.innkeeper.booking.reservation.StatusOutcome;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A front desk that is watched while it changes bookings; look-ups are not. */
public final class WatchedFrontDesk implements FrontDesk {

    private final Desk desk;
    private final Watch watch;
    private final FrontDesk unwatched;

    /** A front desk that works with what the other desks do. */
    public WatchedFrontDesk(Desk desk, Watch watch) {
        this.desk = desk;
        this.watch = watch;
        this.unwatched = new StoredFrontDesk(desk);
    }

    private <T> T during(Kind kind, T tooLate, Function<FrontDesk, T> work) {
        return watch.during(
                kind, null, course -> desk.during(kind, course, tooLate, own -> work.apply(new StoredFrontDesk(own))));
    }

    @Override
    public FrontDesk withKey(String key) {
        return new WatchedFrontDesk(desk.withKey(key), watch);
    }

    @Override
    public StatusOutcome checkIn(Actor actor, BookingId booking) {
        return during(Kind.CHECK_IN, new TooLate(), frontDesk -> frontDesk.checkIn(actor, booking));
    }

    @Override
    public StatusOutcome checkOut(Actor actor, BookingId booking) {
        return during(Kind.CHECK_OUT, new TooLate(), frontDesk -> frontDesk.checkOut(actor, booking));
    }

    @Override
    public StatusOutcome noShow(Actor actor, BookingId booking) {
        return during(Kind.NO_SHOW, new TooLate(), frontDesk -> frontDesk.noShow(actor, booking));
    }

    @Override
    public BlockOutcome block(Actor actor, RoomId room, Stay stay) {
        return during(Kind.BLOCK, new TooLate(), frontDesk -> frontDesk.block(actor, room, stay));
    }

    @Override
    public StatusOutcome unblock(Actor actor, BookingId block) {
        return during(Kind.UNBLOCK, new TooLate(), frontDesk -> frontDesk.unblock(actor, block));
    }

    @Override
    public Page<Booking> list(
            Actor actor, HotelId hotel, LocalDate from, LocalDate to, int pageSize, @Nullable String after) {
        return unwatched.list(actor, hotel, from, to, pageSize, after);
    }
}
