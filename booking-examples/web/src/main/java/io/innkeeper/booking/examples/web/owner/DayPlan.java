package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingStatus;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out who comes to a hotel and who leaves it. */
@Component
class DayPlan {

    /** For so long whoever has not come or not left yet is not forgotten. */
    private static final int DAYS_BACK = 7;

    private static final int PAGE_SIZE = 200;

    /** Of each kind, since each guest is looked up by name. */
    private static final int MOST_SHOWN = 100;

    private final Innkeeper innkeeper;
    private final Clock clock;

    DayPlan(Innkeeper innkeeper, Clock clock) {
        this.innkeeper = innkeeper;
        this.clock = clock;
    }

    /** A day of a hotel. */
    Day of(Actor actor, Hotel hotel, List<Room> rooms, LocalDate date) {
        LocalDate today = hotel.today(clock);
        boolean isToday = date.equals(today);
        List<Booking> bookings = bookings(actor, hotel, isToday ? date.minusDays(DAYS_BACK) : date, date);
        Map<RoomId, String> numbers = rooms.stream().collect(Collectors.toMap(Room::id, Room::number));
        Map<UserId, String> names = new HashMap<>();
        Listing listing = new Listing(bookings, numbers, names, today);
        return new Day(
                date,
                listing.of(each -> comes(each, date, isToday)),
                listing.of(each -> leaves(each, date, isToday)),
                listing.of(each -> isToday
                        && is(each, BookingStatus.CHECKED_IN)
                        && each.stay().departure().isAfter(date)));
    }

    private static boolean comes(Booking booking, LocalDate date, boolean isToday) {
        LocalDate arrival = booking.stay().arrival();
        return arrival.equals(date) && !is(booking, BookingStatus.CANCELLED)
                || isToday && arrival.isBefore(date) && is(booking, BookingStatus.CONFIRMED);
    }

    private static boolean leaves(Booking booking, LocalDate date, boolean isToday) {
        LocalDate departure = booking.stay().departure();
        return departure.equals(date)
                        && (is(booking, BookingStatus.CHECKED_IN) || is(booking, BookingStatus.CHECKED_OUT))
                || !isToday && departure.equals(date) && is(booking, BookingStatus.CONFIRMED)
                || isToday && departure.isBefore(date) && is(booking, BookingStatus.CHECKED_IN);
    }

    private static boolean is(Booking booking, BookingStatus status) {
        return booking.status() == status;
    }

    /** Whoever still has to do something comes first. */
    private static boolean isDone(Booking booking) {
        return booking.status() == BookingStatus.CHECKED_OUT || booking.status() == BookingStatus.NO_SHOW;
    }

    private List<Booking> bookings(Actor actor, Hotel hotel, LocalDate from, LocalDate to) {
        List<Booking> all = new ArrayList<>();
        @Nullable String after = null;
        do {
            Page<Booking> page = innkeeper.frontDesk().list(actor, hotel.id(), from, to, PAGE_SIZE, after);
            page.items().stream().filter(this::isGuests).forEach(all::add);
            after = page.next();
        } while (after != null);
        return all;
    }

    /** Neither a closure nor a hold that is over. */
    private boolean isGuests(Booking booking) {
        return booking.guests() > 0
                && (booking.heldUntil() == null || booking.heldUntil().isAfter(clock.instant()));
    }

    private final class Listing {

        private final List<Booking> bookings;
        private final Map<RoomId, String> numbers;
        private final Map<UserId, String> names;
        private final LocalDate today;

        Listing(List<Booking> bookings, Map<RoomId, String> numbers, Map<UserId, String> names, LocalDate today) {
            this.bookings = bookings;
            this.numbers = numbers;
            this.names = names;
            this.today = today;
        }

        Day.Guests of(Predicate<Booking> which) {
            List<Booking> found = bookings.stream()
                    .filter(which)
                    .sorted(Comparator.comparing(DayPlan::isDone).thenComparing(this::number))
                    .toList();
            return new Day.Guests(
                    found.stream()
                            .limit(MOST_SHOWN)
                            .map(each -> new Day.Row(each, name(each.user()), number(each), today))
                            .toList(),
                    Math.max(0, found.size() - MOST_SHOWN));
        }

        private String number(Booking booking) {
            return numbers.getOrDefault(booking.room(), "");
        }

        private String name(UserId guest) {
            return names.computeIfAbsent(
                    guest, id -> innkeeper.accounts().find(id).map(User::name).orElse(""));
        }
    }
}
