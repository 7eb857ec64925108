package io.innkeeper.booking.benchmarks.replay;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** The library by its front door, as an application uses it, with all that is checked and looked up there. */
final class FrontDoorInventory implements Inventory {

    private final Innkeeper innkeeper;
    private final ReplayHotel hotel;

    /**
     * Opens it.
     *
     * @param today a day before the trace begins, since nobody may arrive before today
     */
    FrontDoorInventory(JpaStorage storage, ReplayHotel hotel, LocalDate today) {
        Clock clock = Clock.fixed(today.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
        this.innkeeper = Innkeeper.builder().storage(storage).clock(clock).build();
        this.hotel = hotel;
    }

    @Override
    public Optional<Booking> book(String type, int number, Stay stay) {
        BookingOutcome outcome = innkeeper
                .bookings()
                .book(BookingRequest.room(hotel.user(), hotel.room(type, number).id(), stay, 1));
        if (outcome instanceof Booked booked) {
            return Optional.of(booked.booking());
        } else if (outcome instanceof Unavailable) {
            return Optional.empty();
        }
        throw new IllegalStateException("neither booked nor unavailable: " + outcome);
    }

    @Override
    public void cancel(Booking booking) {
        CancelOutcome outcome = innkeeper.bookings().cancel(hotel.user(), booking.id());
        if (!(outcome instanceof Cancelled)) {
            throw new IllegalStateException("not cancelled: " + outcome);
        }
    }

    @Override
    public void close() {
        innkeeper.close();
    }
}
