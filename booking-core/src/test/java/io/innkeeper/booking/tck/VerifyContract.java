package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Finding;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is promised of verifying: that nothing is found in what this library wrote, also while it is being written. */
public abstract class VerifyContract extends StorageContract {

    private static final Duration LENGTH = Duration.ofMinutes(20);

    private static final int THREADS = 8;

    /** For subclasses. */
    protected VerifyContract() {}

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private Booking held(UserId guest, Room room, Stay stay) {
        return bookings()
                .hold(BookingRequest.room(guest, room.id(), stay, 1), LENGTH)
                .success()
                .orElseThrow();
    }

    private static List<Finding> found(Innkeeper innkeeper) {
        List<Finding> findings = innkeeper.verifyInventory().findings();
        assertThat(innkeeper.verifyInventory().isClean()).isEqualTo(findings.isEmpty());
        return findings;
    }

    @Test
    void whereNothingIsBookedNothingIsFound() {
        newRoom();

        assertThat(found(innkeeper())).isEmpty();
    }

    @Test
    void nothingIsFoundInWhatWasBookedHeldChangedAndCancelled() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        Room room = newRoom(hotel, "1");
        Room other = newRoom(hotel, "2");
        booked(guest, room, stay(1, 3));
        Booking cancelled = booked(guest, room, stay(4, 3));
        bookings().cancel(guest, cancelled.id());
        booked(guest, room, stay(5, 1));
        Booking longer = booked(guest, room, stay(10, 3));
        bookings().change(guest, longer.id(), BookingChange.of(longer).to(stay(9, 5)));
        Booking moved = booked(guest, room, stay(20, 3));
        bookings().change(guest, moved.id(), BookingChange.of(moved).to(other.id()));
        bookings().change(guest, moved.id(), BookingChange.of(moved).to(stay(22, 3)));
        held(guest, room, stay(30, 3));
        Booking extended = held(guest, room, stay(33, 3));
        bookings().extend(guest, extended.id(), LENGTH.plusHours(1));
        Booking confirmed = held(guest, other, stay(33, 3));
        bookings().confirm(guest, confirmed.id());
        Booking released = held(guest, other, stay(36, 3));
        bookings().release(guest, released.id());
        assertThat(found(innkeeper())).isEmpty();

        outside().expireHolds(hotel);
        assertThat(found(innkeeper())).isEmpty();
        booked(newGuest(), room, stay(32, 2));
        assertThat(found(innkeeper()))
                .as("of both expired holds a night was taken")
                .isEmpty();
        bookings().extend(guest, extended.id(), LENGTH);
        assertThat(found(innkeeper())).isEmpty();
        assertThat(found(applications(2).get(1))).isEmpty();
        audit(hotel);
    }

    @Test
    void aHoldThatWasLostAndIsHadAgainIsAsItMustBe() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = held(guest, room, stay(1, 3));
        outside().expireHolds(room.hotel());
        Booking faster = booked(newGuest(), room, stay(2, 1));
        bookings().cancel(faster.user(), faster.id());

        assertThat(bookings().extend(guest, hold.id(), LENGTH).success()).isPresent();

        assertThat(found(innkeeper())).isEmpty();
    }

    /** A hold that may last for parts of what a storage counts in. */
    @Test
    void aHoldEndsForAllAtTheSameTime() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = bookings()
                .hold(BookingRequest.room(guest, room.id(), stay(1, 3), 1), LENGTH.plusNanos(1_500))
                .success()
                .orElseThrow();

        assertThat(bookings().find(guest, hold.id())).contains(hold);
        assertThat(found(innkeeper())).isEmpty();
    }

    @Test
    void nothingIsFoundWhileManyBookHoldChangeAndCancel() {
        Seed seed = Seed.of("nothingIsFoundWhileManyBookHoldChangeAndCancel");
        int steps = rounds(150);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 4);
        List<UserId> guests = guests(THREADS);
        AtomicInteger busy = new AtomicInteger(THREADS);

        List<List<Finding>> found = Race.run(THREADS + 1, number -> {
            if (number == THREADS) {
                List<Finding> findings = new ArrayList<>();
                do {
                    findings.addAll(innkeeper().verifyInventory().findings());
                } while (busy.get() > 0 && findings.isEmpty());
                return findings;
            }
            try {
                Bookings bookings = applications(2).get(number % 2).bookings();
                Steps own = new Steps(bookings, guests.get(number), rooms, seed.random(number));
                for (int i = 0; i < steps; i++) {
                    own.step();
                }
                return List.of();
            } finally {
                busy.decrementAndGet();
            }
        });

        assertThat(found).as("%s", seed).containsOnly(List.of());
        assertThat(found(innkeeper())).as("%s, afterwards", seed).isEmpty();
        audit(hotel);
    }

    /** What one guest does, at random, on few rooms and nights, so that others are always in the way. */
    private static final class Steps {

        private static final int NIGHTS = 20;

        private final Bookings bookings;
        private final UserId guest;
        private final List<Room> rooms;
        private final Random random;
        private final List<Booking> own = new ArrayList<>();

        Steps(Bookings bookings, UserId guest, List<Room> rooms, Random random) {
            this.bookings = bookings;
            this.guest = guest;
            this.rooms = rooms;
            this.random = random;
        }

        void step() {
            int kind = own.isEmpty() ? 0 : random.nextInt(8);
            if (kind < 2) {
                bookings.book(request()).success().ifPresent(own::add);
            } else if (kind < 4) {
                // The shortest one will expire before long.
                Duration length = random.nextBoolean() ? LENGTH : Duration.ofSeconds(1);
                bookings.hold(request(), length).success().ifPresent(own::add);
            } else {
                Booking booking = own.get(random.nextInt(own.size()));
                switch (kind) {
                    case 4 ->
                        bookings.change(
                                guest, booking.id(), BookingChange.of(booking).to(stay()));
                    case 5 -> bookings.confirm(guest, booking.id());
                    case 6 -> bookings.extend(guest, booking.id(), LENGTH);
                    default -> giveUp(booking);
                }
            }
        }

        private void giveUp(Booking booking) {
            if (bookings.cancel(guest, booking.id()).success().isPresent()
                    || bookings.release(guest, booking.id()).success().isPresent()) {
                own.remove(booking);
            }
        }

        private BookingRequest request() {
            Room room = rooms.get(random.nextInt(rooms.size()));
            return random.nextBoolean()
                    ? BookingRequest.room(guest, room.id(), stay(), 1)
                    : BookingRequest.anyRoom(guest, room.hotel(), "double", stay(), 1);
        }

        private Stay stay() {
            return VerifyContract.stay(random.nextInt(NIGHTS), 1 + random.nextInt(3));
        }
    }
}
