package io.innkeeper.booking.tck;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.EventRelay;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.NeverHappens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What is promised of relays: every event is delivered at least once, and those of a booking in order, though relays die,
 * listeners fail and many work at once. A relay takes whatever is there, so nobody else may use the storage while this
 * runs.
 */
@Isolated("a relay takes the events of others as well")
@Execution(ExecutionMode.SAME_THREAD)
public abstract class RelayContract extends StorageContract {

    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration ONCE = Duration.ofDays(1);
    private static final long PATIENCE_SECONDS = 60;

    /** For subclasses. */
    protected RelayContract() {}

    @BeforeEach
    final void deliverWhatOthersHaveLeft() {
        outside().endLeases();
        deliverAll(event -> {});
    }

    private EventStore store() {
        return storage().events();
    }

    private static EventRelay relay(Innkeeper innkeeper, BookingListener listener) {
        return innkeeper.events().relay(listener);
    }

    private EventRelay relay(BookingListener listener) {
        return relay(innkeeper(), listener);
    }

    /** Has a relay deliver until there is nothing more, and gives how many it delivered. */
    private int deliverAll(BookingListener listener) {
        EventRelay relay = relay(listener);
        return IntStream.generate(relay::deliver)
                .takeWhile(delivered -> delivered > 0)
                .sum();
    }

    private Booking held(UserId guest, Room room) {
        return innkeeper()
                .bookings()
                .hold(BookingRequest.room(guest, room.id(), stay(1, 3), 1), LENGTH)
                .success()
                .orElseThrow();
    }

    /** So many bookings, each held and confirmed. */
    private List<BookingId> confirmed(int number) {
        HotelId hotel = newHotel().id();
        UserId guest = newGuest();
        return newRooms(hotel, number).stream()
                .map(room -> held(guest, room).id())
                .peek(hold -> assertThat(
                                innkeeper().bookings().confirm(guest, hold).success())
                        .isPresent())
                .toList();
    }

    private List<BookingEvent> trail(BookingId booking) {
        return innkeeper().events().of(Actor.system(), booking).stream()
                .map(recorded -> recorded.event())
                .toList();
    }

    private List<BookingEvent> trails(List<BookingId> bookings) {
        return bookings.stream().flatMap(booking -> trail(booking).stream()).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** As good as killed: it claimed events, and never says what became of them. */
    private static final class Killed extends InternalError {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("as it is meant to");
        }
    }

    // Delivery

    @Test
    void everyCommittedChangeIsDeliveredOnceAndInOrder() {
        List<BookingId> bookings = confirmed(3);
        List<BookingEvent> told = new ArrayList<>();

        assertThat(deliverAll(told::add)).isEqualTo(6);

        assertThat(told).containsExactlyInAnyOrderElementsOf(trails(bookings));
        assertThat(told.stream().collect(groupingBy(event -> event.booking().id())))
                .allSatisfy((booking, events) -> assertThat(events).isEqualTo(trail(booking)));
        assertThat(deliverAll(told::add)).isZero();
    }

    @Test
    void onePassDeliversOneEventOfEachBooking() {
        confirmed(3);
        List<BookingEvent> told = new ArrayList<>();
        EventRelay relay = relay(told::add);

        assertThat(relay.deliver()).isEqualTo(3);
        assertThat(told).extracting(event -> event.booking().version()).containsOnly(1);
        assertThat(relay.deliver()).isEqualTo(3);
        assertThat(relay.deliver()).isZero();
        assertThat(told).hasSize(6);
    }

    @Test
    void manyMoreThanOnePassTakesAreDelivered() {
        HotelId hotel = newHotel().id();
        Room room = newRoom(hotel, "101");
        UserId guest = newGuest();
        Set<BookingId> bookings = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            bookings.add(booked(guest, room, stay(i, 1)).id());
        }
        List<BookingId> told = new ArrayList<>();
        EventRelay relay = relay(event -> told.add(event.booking().id()));

        assertThat(relay.deliver()).isBetween(1, 100);
        assertThat(told.size() + deliverAll(event -> told.add(event.booking().id())))
                .isEqualTo(120);
        assertThat(told).containsExactlyInAnyOrderElementsOf(bookings);
    }

    /** Whoever asks for what has a greater id than the last never sees it. */
    @Test
    void whatWasBegunBeforeAndIsCommittedAfterWhatIsDeliveredIsDelivered() {
        Room room = newRoom();
        Room other = newRoom();
        UserId guest = newGuest();
        List<BookingEvent> told = new ArrayList<>();
        CompletableFuture<Booking> late;

        try (StorageFixture.Claim claim = outside().claimWithoutCommit(room.id(), stay(1, 2))) {
            late = CompletableFuture.supplyAsync(() -> booked(guest, room, stay(1, 2)));
            claim.awaitWaiter();
            booked(guest, other, stay(1, 2));
            assertThat(deliverAll(told::add)).isEqualTo(1);
        }
        Booking booking = late.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();

        assertThat(deliverAll(told::add)).isEqualTo(1);
        assertThat(told).extracting(event -> event.booking().room()).containsExactly(other.id(), room.id());
        assertThat(told.get(1).booking()).isEqualTo(booking);
        assertThat(told.get(1).id().toString()).isLessThan(told.get(0).id().toString());
    }

    @Test
    void aKeyThatIsUsedUpIsNotDelivered() {
        assertThat(innkeeper()
                        .bookings()
                        .resolve(newGuest(), newHotel().id(), UUID.randomUUID().toString()))
                .isEqualTo(new NeverHappens());

        assertThat(deliverAll(event -> {
                    throw new AssertionError("delivered " + event);
                }))
                .isZero();
    }

    @Test
    void whatManyBookIsDeliveredOnceAndInOrderByManyRelays() {
        int bookers = 8;
        int relays = 3;
        int rounds = rounds(10);
        int expected = bookers * rounds * 4;
        List<Innkeeper> applications = applications(2);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, bookers);
        List<UserId> guests = guests(bookers);
        List<BookingEvent> told = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger booking = new AtomicInteger(bookers);

        Race.run(bookers + relays, i -> {
            Innkeeper innkeeper = applications.get(i % 2);
            if (i < bookers) {
                for (int round = 0; round < rounds; round++) {
                    fourChanges(innkeeper.bookings(), guests.get(i), rooms.get(i), round);
                }
                return booking.decrementAndGet();
            }
            EventRelay relay = relay(innkeeper, event -> {
                assertThat(innkeeper
                                .bookings()
                                .find(event.booking().user(), event.booking().id()))
                        .as("a booking of which an event is delivered")
                        .hasValueSatisfying(found -> assertThat(found.version())
                                .isGreaterThanOrEqualTo(event.booking().version()));
                told.add(event);
            });
            while (booking.get() > 0 || told.size() < expected) {
                if (relay.deliver() == 0) {
                    Thread.onSpinWait();
                }
            }
            return 0;
        });

        assertThat(told).hasSize(expected);
        assertThat(deliverAll(told::add)).isZero();
        assertThat(told).extracting(BookingEvent::id).doesNotHaveDuplicates();
        Map<BookingId, List<Integer>> byBooking = told.stream()
                .collect(groupingBy(
                        event -> event.booking().id(),
                        mapping(event -> event.booking().version(), toList())));
        assertThat(byBooking).hasSize(bookers * rounds);
        assertThat(byBooking.values()).containsOnly(List.of(1, 2, 3, 4));
    }

    private static void fourChanges(Bookings bookings, UserId guest, Room room, int round) {
        Booking hold = bookings.hold(BookingRequest.room(guest, room.id(), stay(4 * round, 2), 1), LENGTH)
                .success()
                .orElseThrow();
        Booking confirmed = bookings.confirm(guest, hold.id()).success().orElseThrow();
        assertThat(bookings.change(guest, hold.id(), BookingChange.of(confirmed).to(stay(4 * round + 1, 2)))
                        .success())
                .isPresent();
        assertThat(bookings.cancel(guest, hold.id()).success()).isPresent();
    }

    // What goes wrong

    @Test
    void whatARelayHadClaimedWhenItWasKilledIsDeliveredByAnother() {
        List<BookingId> bookings = confirmed(4);
        List<BookingEvent> told = new ArrayList<>();
        EventRelay killed = relay(event -> {
            told.add(event);
            if (told.size() == 3) {
                throw new Killed();
            }
        });
        assertThatExceptionOfType(Killed.class).isThrownBy(killed::deliver);

        assertThat(deliverAll(told::add)).as("while they are claimed").isZero();
        outside().endLeases();
        List<BookingEvent> afterwards = new ArrayList<>();

        assertThat(deliverAll(afterwards::add)).isEqualTo(8);
        assertThat(afterwards).containsExactlyInAnyOrderElementsOf(trails(bookings));
        assertThat(told).hasSize(3);
    }

    @Test
    void aListenerThatThrowsHoldsBackOnlyItsBooking() {
        List<BookingId> bookings = confirmed(3);
        BookingId bad = bookings.get(1);
        List<BookingEvent> told = new ArrayList<>();
        AtomicInteger failures = new AtomicInteger();

        int delivered = deliverAll(event -> {
            if (event.booking().id().equals(bad)) {
                failures.incrementAndGet();
                throw new IllegalStateException("a listener that fails, as it is meant to");
            }
            told.add(event);
        });

        assertThat(delivered).isEqualTo(4);
        assertThat(failures).as("tried once, and then put off").hasValue(1);
        assertThat(told).containsExactlyInAnyOrderElementsOf(trails(List.of(bookings.get(0), bookings.get(2))));
        assertThat(deliverAll(told::add)).as("before the pause is over").isZero();
        outside().endLeases();
        List<BookingEvent> afterwards = new ArrayList<>();
        assertThat(deliverAll(afterwards::add)).isEqualTo(2);
        assertThat(afterwards).isEqualTo(trail(bad));
    }

    @Test
    void whatOneRelayHasDeliveredALateOneDoesNotBringBack() {
        BookingId booking = confirmed(1).get(0);
        List<BookingEvent> trail = trail(booking);
        List<BookingEvent> late = store().claim(10, LEASE);
        assertThat(late).containsExactly(trail.get(0));
        outside().endLeases();
        assertThat(store().claim(10, LEASE)).isEqualTo(late);
        store().delivered(late);
        assertThat(store().claim(10, LEASE)).containsExactly(trail.get(1));

        store().putOff(late, Duration.ZERO);
        assertThat(store().claim(10, LEASE)).isEmpty();
        store().delivered(late);
        assertThat(store().claim(10, LEASE)).isEmpty();

        outside().endLeases();
        assertThat(store().claim(10, LEASE)).containsExactly(trail.get(1));
    }

    @Test
    void whatIsPutOffForNoTimeIsThereAtOnce() {
        confirmed(1);
        List<BookingEvent> claimed = store().claim(10, LEASE);

        store().putOff(claimed, Duration.ZERO);

        assertThat(store().claim(10, LEASE)).isEqualTo(claimed).hasSize(1);
    }

    @Test
    void noMoreAreClaimedThanWasAskedFor() {
        confirmed(3);

        assertThat(store().claim(2, LEASE)).hasSize(2);
        assertThat(store().claim(2, LEASE)).hasSize(1);
        assertThat(store().claim(2, LEASE)).isEmpty();
    }

    /** Those who claim must not wait for one another, nor for those who book. */
    @Test
    void ofManyWhoClaimAtOnceEachHasOthers() {
        List<BookingId> bookings = confirmed(12);

        List<List<BookingEvent>> claimed =
                Race.run(4, i -> storages(2).get(i % 2).events().claim(3, LEASE));
        Stream<BookingEvent> rest = store().claim(12, LEASE).stream();

        assertThat(Stream.concat(claimed.stream().flatMap(List::stream), rest)
                        .map(event -> event.booking().id()))
                .containsExactlyInAnyOrderElementsOf(bookings);
    }

    // A thread of its own

    @Test
    void aStartedRelayGoesOnAtOnceWhileThereIsMore() {
        confirmed(3);
        CountDownLatch all = new CountDownLatch(6);

        try (EventRelay relay = relay(event -> all.countDown()).start(ONCE)) {
            await(all);
            assertThat(relay).isNotNull();
        }
    }

    @Test
    void aStartedRelayFindsWhatIsBookedLater() {
        Room room = newRoom();
        UserId guest = newGuest();
        CountDownLatch all = new CountDownLatch(2);
        AtomicBoolean daemon = new AtomicBoolean();

        try (EventRelay relay = relay(event -> {
                    daemon.set(Thread.currentThread().isDaemon());
                    all.countDown();
                })
                .start(OFTEN)) {
            Booking booking = booked(guest, room, stay(1, 2));
            assertThat(innkeeper().bookings().cancel(guest, booking.id()).success())
                    .isPresent();
            await(all);
            assertThat(relay).isNotNull();
        }
        assertThat(daemon).isTrue();
    }

    @Test
    void aStartedRelayGoesOnAfterAnError() {
        List<BookingId> bookings = confirmed(1);
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(2);

        try (EventRelay relay = relay(event -> {
                    if (failed.getCount() > 0) {
                        failed.countDown();
                        throw new Killed();
                    }
                    all.countDown();
                })
                .start(OFTEN)) {
            await(failed);
            outside().endLeases();
            await(all);
            assertThat(relay).isNotNull();
        }
        assertThat(bookings).hasSize(1);
    }

    @Test
    void closingWaitsForTheListenerAndGivesBackTheRest() {
        confirmed(3);
        List<BookingEvent> told = new ArrayList<>();
        CountDownLatch listening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        EventRelay relay = relay(event -> {
                    told.add(event);
                    listening.countDown();
                    await(goOn);
                })
                .start(OFTEN);
        await(listening);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            relay.close();
            assertThat(told).hasSize(1);
        });
        awaitClosed(relay);
        assertThat(closed).isNotDone();
        goOn.countDown();
        closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();

        List<BookingEvent> others = new ArrayList<>();
        assertThat(deliverAll(others::add)).isEqualTo(5);
        assertThat(others).doesNotContainAnyElementsOf(told);
    }

    private static void awaitClosed(EventRelay relay) {
        boolean closed = false;
        while (!closed) {
            try {
                relay.start(Duration.ofHours(1));
            } catch (IllegalStateException e) {
                closed = String.valueOf(e.getMessage()).contains("closed");
            }
        }
    }

    @Test
    void aListenerMayCloseItsRelay() {
        confirmed(2);
        CountDownLatch told = new CountDownLatch(1);
        CompletableFuture<EventRelay> itself = new CompletableFuture<>();
        EventRelay relay = relay(event -> {
                    itself.join().close();
                    told.countDown();
                })
                .start(OFTEN);
        itself.complete(relay);
        await(told);
        relay.close();

        assertThat(deliverAll(event -> {})).isEqualTo(3);
    }

    @Test
    void aRelayIsStartedOnceAndNotAfterItIsClosed() {
        EventRelay relay = relay(event -> {}).start(ONCE);
        assertThatIllegalStateException().isThrownBy(() -> relay.start(ONCE));
        relay.close();
        relay.close();
        assertThatIllegalStateException().isThrownBy(() -> relay.start(ONCE));
        assertThatIllegalStateException().isThrownBy(relay::deliver);
    }

    @Test
    void anApplicationThatIsClosedEndsItsRelays() {
        Storage own = outside().open();
        Innkeeper innkeeper = application(own, CHEAP, new SettableClock(NOW));
        EventRelay relay = relay(innkeeper, event -> {}).start(ONCE);
        EventRelay notStarted = relay(innkeeper, event -> {});

        innkeeper.close();

        assertThatIllegalStateException().isThrownBy(relay::deliver);
        assertThatIllegalStateException().isThrownBy(() -> notStarted.start(ONCE));
        assertThatIllegalStateException()
                .isThrownBy(() -> relay(innkeeper, event -> {}).start(ONCE));
    }
}
