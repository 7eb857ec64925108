package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.Operation;
import io.innkeeper.booking.event.Operation.Kind;
import io.innkeeper.booking.event.OperationEnd;
import io.innkeeper.booking.event.OperationEnd.Result;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.FrontDesk;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is promised to whoever watches how the library is doing: each operation begins once and ends once, with what became of it. */
public abstract class OperationContract extends StorageContract {

    private static final Duration LENGTH = Duration.ofMinutes(20);

    /** For subclasses. */
    protected OperationContract() {}

    /** Somebody who notes all that it is told. */
    private static final class Watcher implements BookingListener {

        private final List<Operation> started = Collections.synchronizedList(new ArrayList<>());
        private final List<Kind> ended = Collections.synchronizedList(new ArrayList<>());
        private final List<OperationEnd> ends = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void happened(BookingEvent event) {}

        @Override
        public Consumer<OperationEnd> started(Operation operation) {
            started.add(operation);
            return end -> {
                ended.add(operation.kind());
                ends.add(end);
            };
        }

        /** How the only operation since the last look ended. */
        private OperationEnd only(Kind kind) {
            assertThat(started).singleElement().extracting(Operation::kind).isEqualTo(kind);
            assertThat(ended).containsExactly(kind);
            OperationEnd end = ends.get(0);
            started.clear();
            ended.clear();
            ends.clear();
            return end;
        }
    }

    /** One more application on the first storage, to which somebody listens. Not to be closed: the storage is shared. */
    private Innkeeper listened(Clock clock, BookingListener... listeners) {
        Innkeeper.Builder builder =
                Innkeeper.builder().storage(storage()).passwordHasher(CHEAP).clock(clock);
        for (BookingListener listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }

    private Innkeeper listened(BookingListener... listeners) {
        return listened(new SettableClock(NOW), listeners);
    }

    private static BookingRequest request(UserId guest, Room room, Stay stay) {
        return BookingRequest.room(guest, room.id(), stay, 1);
    }

    private static Booking done(Outcome outcome) {
        assertThat(outcome.success()).as("%s", outcome).isPresent();
        return outcome.success().orElseThrow();
    }

    @Test
    void eachKindOfOperationIsWatchedOnce() {
        Watcher watcher = new Watcher();
        SettableClock clock = new SettableClock(NOW);
        Innkeeper watched = listened(clock, watcher);
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "101");
        Room other = newRoom(hotel.id(), "102");
        UserId guest = newGuest();
        Actor staff = Actor.staff(newGuest());

        singly(watched, guest, room);
        inGroups(watched, guest, hotel.id());
        atTheDesk(watched.frontDesk(), staff, watched.bookings(), guest, room, other, clock);
        watched.quotes().quote(QuoteRequest.room(other.id(), stay(30, 2), 1), LENGTH);
        watched.availability().freeRooms(hotel.id(), stay(30, 2), 1);
        watched.availability().calendar(hotel.id(), null, stay(30, 2));
        watched.availability()
                .dated(look -> look.freeHotels(CityQuery.of(hotel.details().city(), stay(30, 2), 1)));

        assertThat(watcher.started).extracting(Operation::kind).isEqualTo(watcher.ended);
        assertThat(Set.copyOf(watcher.ended)).isEqualTo(EnumSet.allOf(Kind.class));
        assertThat(watcher.ends).allSatisfy(end -> {
            assertThat(end.result()).isEqualTo(Result.DONE);
            assertThat(end.time()).isPositive();
            assertThat(end.failure()).isNull();
            assertThat(end.retries()).isZero();
            assertThat(end.together()).isBetween(0, 1);
        });
        assertThat(watcher.started)
                .extracting(Operation::strategy)
                .containsOnly(storage().inventory().name());
    }

    private static void singly(Innkeeper watched, UserId guest, Room room) {
        Bookings bookings = watched.bookings();
        Booking held = done(bookings.hold(request(guest, room, stay(1, 3)), LENGTH));
        done(bookings.extend(guest, held.id(), LENGTH.multipliedBy(2)));
        Booking confirmed = done(bookings.confirm(guest, held.id()));
        done(bookings.change(guest, held.id(), BookingChange.of(confirmed).to(stay(2, 3))));
        done(bookings.cancel(guest, held.id()));
        Booking given = done(bookings.hold(request(guest, room, stay(1, 3)), LENGTH));
        done(bookings.withKey("a-key").release(guest, given.id()));
        bookings.resolve(guest, room.hotel(), "never-used");
    }

    private static void inGroups(Innkeeper watched, UserId guest, HotelId hotel) {
        GroupRequest two = GroupRequest.of(guest)
                .anyRoom(hotel, "double", stay(10, 1), 1)
                .anyRoom(hotel, "double", stay(10, 1), 1);
        GroupId booked = ((GroupDone) watched.groups().book(two)).group();
        watched.groups().cancel(guest, booked);
        GroupId held = ((GroupDone) watched.groups().hold(two, LENGTH)).group();
        watched.groups().release(guest, held);
        GroupId confirmed = ((GroupDone) watched.groups().hold(two, LENGTH)).group();
        watched.groups().confirm(guest, confirmed);
    }

    private static void atTheDesk(
            FrontDesk desk, Actor staff, Bookings bookings, UserId guest, Room room, Room other, SettableClock clock) {
        Booking comes = done(bookings.book(request(guest, room, stay(0, 2))));
        Booking misses = done(bookings.book(request(guest, other, stay(0, 2))));
        clock.advance(Duration.ofDays(1));
        done(desk.checkIn(staff, comes.id()));
        done(desk.checkOut(staff, comes.id()));
        done(desk.noShow(staff, misses.id()));
        Booking block = done(desk.block(staff, room.id(), stay(20, 2)));
        done(desk.unblock(staff, block.id()));
    }

    @Test
    void whatCannotBeDoneSaysWhy() {
        Watcher watcher = new Watcher();
        Innkeeper watched = listened(watcher);
        Room room = newRoom();
        UserId guest = newGuest();

        watched.bookings().book(request(guest, room, stay(1, 2)));
        OperationEnd done = watcher.only(Kind.BOOK);
        assertThat(done.result()).isEqualTo(Result.DONE);
        assertThat(done.hotel()).isEqualTo(room.hotel());
        assertThat(done.together()).isEqualTo(1);

        assertThat(watched.bookings().book(request(guest, room, stay(1, 2)))).isInstanceOf(Unavailable.class);
        OperationEnd unavailable = watcher.only(Kind.BOOK);
        assertThat(unavailable.result()).isEqualTo(Result.UNAVAILABLE);
        assertThat(unavailable.hotel()).isEqualTo(room.hotel());

        watched.bookings().book(request(guest, room, stay(-1, 2)));
        OperationEnd refused = watcher.only(Kind.BOOK);
        assertThat(refused.result()).isEqualTo(Result.REFUSED);
        assertThat(refused.together()).isZero();

        RoomId nowhere = new RoomId(UUID.randomUUID());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> watched.bookings().book(BookingRequest.room(guest, nowhere, stay(1, 2), 1)))
                .satisfies(thrown -> {
                    OperationEnd invalid = watcher.only(Kind.BOOK);
                    assertThat(invalid.result()).isEqualTo(Result.INVALID);
                    assertThat(invalid.failure()).isSameAs(thrown);
                    assertThat(invalid.hotel()).isNull();
                });
    }

    @Test
    void aHoldThatIsLostIsUnavailable() {
        Watcher watcher = new Watcher();
        Innkeeper watched = listened(watcher);
        Room room = newRoom();
        UserId guest = newGuest();
        Booking held = done(innkeeper().bookings().hold(request(guest, room, stay(1, 2)), LENGTH));
        outside().expireHolds(room.hotel());
        booked(newGuest(), room, stay(1, 2));

        watched.bookings().confirm(guest, held.id());

        assertThat(watcher.only(Kind.CONFIRM).result()).isEqualTo(Result.UNAVAILABLE);
    }

    @Test
    void aRequestThatIsRepeatedIsAnOperationOfItsOwn() {
        Watcher watcher = new Watcher();
        Innkeeper watched = listened(watcher);
        Room room = newRoom();
        UserId guest = newGuest();

        for (int i = 0; i < 2; i++) {
            watched.bookings().withKey("once").book(request(guest, room, stay(1, 2)));
            OperationEnd end = watcher.only(Kind.BOOK);
            assertThat(end.result()).isEqualTo(Result.DONE);
            assertThat(end.together()).isEqualTo(i == 0 ? 1 : 0);
            assertThat(end.hotel()).isEqualTo(room.hotel());
        }
    }

    @Test
    void whoThrowsChangesNoAnswerAndKeepsNobodyElseFromBeingTold() {
        Watcher before = new Watcher();
        Watcher after = new Watcher();
        BookingListener broken = new BookingListener() {
            @Override
            public void happened(BookingEvent event) {
                throw new IllegalStateException("happened");
            }

            @Override
            public @Nullable Runnable opened(String strategy, IntSupplier waiting) {
                throw new IllegalStateException("opened");
            }

            @Override
            public @Nullable Consumer<OperationEnd> started(Operation operation) {
                if (operation.kind() == Kind.CANCEL) {
                    throw new AssertionError("started");
                }
                return end -> {
                    throw new IllegalStateException("ended");
                };
            }
        };
        Innkeeper watched = listened(before, broken, after);
        Room room = newRoom();
        UserId guest = newGuest();

        Booking booking = done(watched.bookings().book(request(guest, room, stay(1, 2))));
        done(watched.bookings().cancel(guest, booking.id()));

        assertThat(before.ended).containsExactly(Kind.BOOK, Kind.CANCEL);
        assertThat(after.ended).containsExactly(Kind.BOOK, Kind.CANCEL);
        audit(room.hotel());
    }

    @Test
    void whatAListenerAsksForIsAnOperationInsideTheOther() {
        List<String> told = new ArrayList<>();
        Room room = newRoom();
        UserId guest = newGuest();
        CompletableFuture<Innkeeper> watched = new CompletableFuture<>();
        watched.complete(listened(new BookingListener() {
            @Override
            public void happened(BookingEvent event) {
                if (event.type() == BookingEvent.Type.BOOKED) {
                    done(watched.join().bookings().cancel(guest, event.booking().id()));
                }
            }

            @Override
            public Consumer<OperationEnd> started(Operation operation) {
                told.add("<" + operation.kind());
                return end -> told.add(operation.kind() + ">");
            }
        }));

        done(watched.join().bookings().book(request(guest, room, stay(1, 2))));

        assertThat(told).containsExactly("<BOOK", "<CANCEL", "CANCEL>", "BOOK>");
    }

    @Test
    void endsAreToldInTheOppositeOrder() {
        List<String> told = new ArrayList<>();
        BookingListener[] listeners = new BookingListener[2];
        for (int i = 0; i < listeners.length; i++) {
            String name = "listener " + i;
            listeners[i] = new BookingListener() {
                @Override
                public void happened(BookingEvent event) {}

                @Override
                public Consumer<OperationEnd> started(Operation operation) {
                    told.add("<" + name);
                    return end -> told.add(name + ">");
                }
            };
        }

        listened(listeners).availability().freeRooms(newHotel().id(), stay(1, 2), 1);

        assertThat(told).containsExactly("<listener 0", "<listener 1", "listener 1>", "listener 0>");
    }

    @Test
    void aListenerIsToldWhenTheLibraryIsOpenedAndClosed() {
        List<String> told = new ArrayList<>();
        Storage storage = outside().open();
        Innkeeper watched = Innkeeper.builder()
                .storage(storage)
                .passwordHasher(CHEAP)
                .listener(new BookingListener() {
                    @Override
                    public void happened(BookingEvent event) {}

                    @Override
                    public Runnable opened(String strategy, IntSupplier waiting) {
                        told.add(strategy + ", " + waiting.getAsInt() + " waiting");
                        return () -> told.add("closed");
                    }
                })
                .build();
        String opened = storage.inventory().name() + ", 0 waiting";
        assertThat(told).containsExactly(opened);

        watched.close();
        watched.close();

        assertThat(told).containsExactly(opened, "closed");
    }
}
