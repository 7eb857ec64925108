package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.RecordedEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.NeverHappens;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is promised of events: whoever listens in this process is told of each change once it is committed, and all are kept. */
public abstract class EventContract extends StorageContract {

    private static final Duration LENGTH = Duration.ofMinutes(20);

    /** For subclasses. */
    protected EventContract() {}

    /** One more application on the first storage, to which somebody listens. Not to be closed: the storage is shared. */
    private Innkeeper listened(BookingListener... listeners) {
        Innkeeper.Builder builder =
                Innkeeper.builder().storage(storage()).passwordHasher(CHEAP).clock(new SettableClock(NOW));
        for (BookingListener listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }

    private static BookingRequest request(UserId guest, Room room, Stay stay) {
        return BookingRequest.room(guest, room.id(), stay, 1);
    }

    private static Booking done(Outcome outcome) {
        assertThat(outcome.success()).as("%s", outcome).isPresent();
        return outcome.success().orElseThrow();
    }

    /** All that can be done to a booking, in order. */
    private static List<Booking> life(Bookings bookings, UserId guest, Room room) {
        Booking held = done(bookings.hold(request(guest, room, stay(1, 3)), LENGTH));
        Booking extended = done(bookings.extend(guest, held.id(), LENGTH.multipliedBy(2)));
        Booking confirmed = done(bookings.confirm(guest, held.id()));
        Booking changed = done(
                bookings.change(guest, held.id(), BookingChange.of(confirmed).to(stay(2, 3))));
        Booking cancelled = done(bookings.cancel(guest, held.id()));
        return List.of(held, extended, confirmed, changed, cancelled);
    }

    private static final List<BookingEvent.Type> TYPES_OF_A_LIFE = List.of(
            BookingEvent.Type.HELD,
            BookingEvent.Type.EXTENDED,
            BookingEvent.Type.CONFIRMED,
            BookingEvent.Type.CHANGED,
            BookingEvent.Type.CANCELLED);

    // Listeners

    @Test
    void aListenerIsToldOfEachChangeInOrder() {
        List<BookingEvent> told = new ArrayList<>();
        UserId guest = newGuest();
        Room room = newRoom();

        List<Booking> life = life(listened(told::add).bookings(), guest, room);

        assertThat(told).extracting(BookingEvent::booking).isEqualTo(life);
        assertThat(told).extracting(BookingEvent::type).isEqualTo(TYPES_OF_A_LIFE);
        assertThat(told).extracting(BookingEvent::by).containsOnly(guest);
        assertThat(told).extracting(BookingEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void aListenerIsToldOnceTheChangeIsCommitted() {
        Room room = newRoom();
        UserId guest = newGuest();
        List<Boolean> committed = new ArrayList<>();
        Bookings bookings = listened(
                        event -> committed.add(outside().bookings(room.hotel()).contains(event.booking())))
                .bookings();

        life(bookings, guest, room);

        assertThat(committed).hasSize(5).containsOnly(true);
    }

    @Test
    void aListenerIsToldOnTheThreadOfWhoAskedAndBeforeThatHasItsAnswer() {
        int callers = 8;
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, callers);
        List<UserId> guests = guests(callers);
        Map<BookingId, Thread> told = new ConcurrentHashMap<>();
        Bookings bookings = listened(event -> told.put(event.booking().id(), Thread.currentThread()))
                .bookings();

        List<Boolean> byThemselves = Race.run(callers, i -> {
            Booking booking = booked(bookings.book(request(guests.get(i), rooms.get(i), stay(1, 2))));
            return Thread.currentThread().equals(told.get(booking.id()));
        });

        assertThat(byThemselves).hasSize(callers).containsOnly(true);
        assertThat(told).hasSize(callers);
    }

    @Test
    void whatAListenerThrowsBreaksNothing() {
        UserId guest = newGuest();
        Room room = newRoom();
        List<BookingEvent> told = new ArrayList<>();
        Bookings bookings = listened(
                        event -> {
                            throw new IllegalStateException("a listener that fails, as it is meant to");
                        },
                        event -> {
                            throw new AssertionError("a listener that fails worse, as it is meant to");
                        },
                        told::add)
                .bookings();

        assertThat(life(bookings, guest, room)).hasSize(5);

        assertThat(told).hasSize(5);
        assertThat(audit(room.hotel())).extracting(Booking::status).containsExactly(BookingStatus.CANCELLED);
    }

    @Test
    void anErrorOfTheVirtualMachineGoesOnToTheCallerAndTheChangeStays() {
        UserId guest = newGuest();
        Room room = newRoom();
        InternalError error = new InternalError("as it is meant to");
        Bookings bookings = listened(event -> {
                    throw error;
                })
                .bookings();
        AtomicReference<Throwable> thrown = new AtomicReference<>();

        try {
            bookings.book(request(guest, room, stay(1, 2)));
        } catch (InternalError e) {
            thrown.set(e);
        }

        assertThat(thrown).hasValue(error);
        assertThat(audit(room.hotel())).hasSize(1);
    }

    @Test
    void nobodyIsToldOfWhatWasNotDone() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 2));
        List<BookingEvent> told = new ArrayList<>();
        Bookings bookings = listened(told::add).bookings();

        bookings.book(request(newGuest(), room, stay(1, 2)));
        bookings.book(request(newGuest(), room, stay(-1, 2)));
        bookings.confirm(guest, booking.id());

        assertThat(told).isEmpty();
    }

    @Test
    void nobodyIsToldAgainOfWhatWasAskedForAgain() {
        UserId guest = newGuest();
        Room room = newRoom();
        List<BookingEvent> told = new ArrayList<>();
        String key = UUID.randomUUID().toString();
        Bookings once = listened(told::add).bookings().withKey(key);

        assertThat(once.book(request(guest, room, stay(1, 2)))).isInstanceOf(Booked.class);
        assertThat(once.book(request(guest, room, stay(1, 2)))).isInstanceOf(Booked.class);
        innkeeper().bookings().resolve(guest, room.hotel(), key);

        assertThat(told).hasSize(1);
    }

    @Test
    void nobodyIsToldOfAKeyThatIsUsedUp() {
        UserId guest = newGuest();
        Room room = newRoom();
        List<BookingEvent> told = new ArrayList<>();

        assertThat(listened(told::add)
                        .bookings()
                        .resolve(guest, room.hotel(), UUID.randomUUID().toString()))
                .isEqualTo(new NeverHappens());

        assertThat(told).isEmpty();
    }

    @Test
    void aListenerMayAskForMore() {
        UserId guest = newGuest();
        Room room = newRoom();
        List<BookingEvent> told = new ArrayList<>();
        Bookings bookings = listened(told::add, event -> {
                    if (event.type() == BookingEvent.Type.HELD) {
                        done(innkeeper()
                                .bookings()
                                .confirm(guest, event.booking().id()));
                    }
                })
                .bookings();

        Booking held = done(bookings.hold(request(guest, room, stay(1, 2)), LENGTH));

        assertThat(innkeeper().bookings().find(guest, held.id()).map(Booking::status))
                .contains(BookingStatus.CONFIRMED);
        assertThat(told).hasSize(1);
    }

    // The trail

    @Test
    void allThatHappenedToABookingIsKeptInOrder() {
        List<BookingEvent> told = new ArrayList<>();
        UserId guest = newGuest();
        Room room = newRoom();
        BookingId booking =
                life(listened(told::add).bookings(), guest, room).get(0).id();
        booked(guest, room, stay(1, 3));

        List<RecordedEvent> trail = applications(2).get(1).events().of(Actor.system(), booking);

        assertThat(trail).extracting(RecordedEvent::event).isEqualTo(told);
        assertThat(trail).extracting(RecordedEvent::occurredAt).isSorted().hasSize(5);
    }

    @Test
    void nothingHappenedToABookingThatIsNotThere() {
        assertThat(innkeeper().events().of(Actor.system(), new BookingId(UUID.randomUUID())))
                .isEmpty();
    }
}
