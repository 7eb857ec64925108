package io.innkeeper.booking.examples.faults.load;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.faults.load.Asking.Request;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Somebody who books, holds, changes, confirms and cancels at random, and asks again if there was no answer. For one thread. */
final class Guest {

    private static final int MOST_ATTEMPTS = 4;

    private final Scene scene;
    private final Live live;
    private final Asking asking;
    private final Random random;

    Guest(Scene scene, Live live, Asking asking, Random random) {
        this.scene = scene;
        this.live = live;
        this.asking = asking;
        this.random = random;
    }

    /** One request, until there is an answer, or not. */
    void step() {
        Request request = request();
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            Outcome outcome = random.nextInt(4) == 0 && attempt > 1
                    ? asking.resolve(request.key(), request.guest(), request.hotel(), attempt)
                    : asking.ask(request, attempt);
            if (outcome == null) { // nothing can be done at present
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                return;
            }
            Asking.done(outcome).forEach(live::note);
            if (!(outcome instanceof Unknown) && random.nextInt(20) > 0) {
                return; // most hear the answer, and do not ask again
            }
        }
    }

    private Request request() {
        int kind = random.nextInt(100);
        Booking booking = live.any(random);
        if (booking == null || kind < 50) {
            return kind % 10 == 0 ? bookGroup() : kind % 2 == 0 ? book() : hold();
        }
        UserId user = booking.user();
        BookingId id = booking.id();
        if (booking.status() != BookingStatus.HELD) {
            return kind < 70 ? change(booking) : about("cancel", booking, bookings -> bookings.cancel(user, id));
        }
        if (kind < 60) {
            Duration length = length();
            return about("extend", booking, bookings -> bookings.extend(user, id, length));
        }
        return kind < 90
                ? about("confirm", booking, bookings -> bookings.confirm(user, id))
                : about("release", booking, bookings -> bookings.release(user, id));
    }

    private Request about(String what, Booking booking, Function<Bookings, Outcome> operation) {
        String key = key();
        return new Request(
                key,
                what,
                booking.user(),
                booking.hotel(),
                booking,
                null,
                innkeeper -> operation.apply(innkeeper.bookings().withKey(key)));
    }

    private Request book() {
        Wish wish = wish();
        return wish.request("book", bookings -> bookings.book(wish.booking()));
    }

    private Request hold() {
        Wish wish = wish();
        Duration length = length();
        return wish.request("hold", bookings -> bookings.hold(wish.booking(), length));
    }

    /** Two rooms, or none. */
    private Request bookGroup() {
        Wish wish = wish();
        GroupRequest group = GroupRequest.of(wish.user())
                .room(wish.room().id(), wish.stay(), 1)
                .anyRoom(wish.room().hotel(), Scene.TYPE, wish.stay(), 1);
        String key = key();
        return new Request(
                key,
                "book group",
                wish.user(),
                wish.room().hotel(),
                null,
                null,
                innkeeper -> innkeeper.groups().withKey(key).book(group));
    }

    private Request change(Booking booking) {
        Stay stay = scene.stay(random);
        RoomId room = random.nextBoolean() ? booking.room() : scene.otherRoom(booking.hotel(), random);
        BookingChange wanted = BookingChange.of(booking).to(stay).to(room);
        String key = key();
        return new Request(
                key,
                "change",
                booking.user(),
                booking.hotel(),
                booking,
                Asking.nights(room.toString(), stay),
                innkeeper -> innkeeper.bookings().withKey(key).change(booking.user(), booking.id(), wanted));
    }

    private String key() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private Wish wish() {
        return new Wish(key(), scene.guest(random), scene.room(random), scene.stay(random), random.nextBoolean());
    }

    /** Short, so that many expire while somebody wants their nights. */
    private Duration length() {
        return Duration.ofMillis(1_000 + random.nextInt(4_000));
    }

    /** A room, or any like it, for a stay. */
    private record Wish(String key, UserId user, Room room, Stay stay, boolean anyRoom) {

        BookingRequest booking() {
            return anyRoom
                    ? BookingRequest.anyRoom(user, room.hotel(), Scene.TYPE, stay, 1)
                    : BookingRequest.room(user, room.id(), stay, 1);
        }

        Request request(String what, Function<Bookings, Outcome> operation) {
            return new Request(
                    key,
                    what,
                    user,
                    room.hotel(),
                    null,
                    anyRoom ? null : Asking.nights(room.id().toString(), stay),
                    innkeeper -> operation.apply(innkeeper.bookings().withKey(key)));
        }
    }
}
