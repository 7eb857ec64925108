package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.joining;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.jpa.LegacyProblem;
import io.innkeeper.booking.jpa.internal.LegacyTables.RoomNight;
import io.innkeeper.booking.jpa.internal.LegacyTables.RoomRow;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Moves bookings, the lower ids first, so that of two that overlap the older one has the nights. */
final class LegacyBookings implements LegacyMove.Mover {

    /** What the library has no use for is an error of the old application's, and not a stay: ten years. */
    private static final int MOST_NIGHTS = 3660;

    private static final int MOST_GUESTS = 1000;

    /** What the column takes. */
    private static final BigDecimal HIGHEST_TOTAL = new BigDecimal("999999999999999");

    /** What happened last to a booking that is in such a state; those that are not here, no old booking can be in. */
    private static final Map<BookingStatus, BookingEvent.Type> STATES = new TreeMap<>(Map.of(
            BookingStatus.CONFIRMED, BookingEvent.Type.BOOKED,
            BookingStatus.CHECKED_IN, BookingEvent.Type.CHECKED_IN,
            BookingStatus.CHECKED_OUT, BookingEvent.Type.CHECKED_OUT,
            BookingStatus.CANCELLED, BookingEvent.Type.CANCELLED,
            BookingStatus.NO_SHOW, BookingEvent.Type.NO_SHOW));

    @Override
    public int move(LegacyTables tables, List<LegacyRow> rows, List<LegacyProblem> problems) throws SQLException {
        Map<LegacyRow, Booking> bookings = bookings(tables, rows, problems);
        List<Booking> withNights = bookings.values().stream()
                .filter(booking -> booking.status().hasNights())
                .toList();
        Map<RoomNight, UUID> sold = new HashMap<>();
        Set<RoomNight> expired = new LinkedHashSet<>();
        tables.taken(withNights).forEach((night, taken) -> {
            if (taken.expired()) {
                expired.add(night);
            } else {
                sold.put(night, taken.booking());
            }
        });
        List<BookingEvent> moved = new ArrayList<>();
        Map<LegacyRow, Map<UUID, List<LocalDate>>> left = new LinkedHashMap<>();
        bookings.forEach((row, booking) -> {
            Map<UUID, List<LocalDate>> inTheWay = inTheWay(booking, sold);
            if (inTheWay.isEmpty()) {
                nights(booking).forEach(night -> sold.put(night, booking.id().value()));
                moved.add(event(booking));
            } else {
                left.put(row, inTheWay);
            }
        });
        Set<RoomNight> needed = new LinkedHashSet<>();
        moved.forEach(event -> needed.addAll(nights(event.booking())));
        expired.retainAll(needed);
        tables.removeExpired(expired);
        tables.addBookings(moved);
        report(tables, bookings, left, problems);
        return moved.size();
    }

    private static Map<LegacyRow, Booking> bookings(
            LegacyTables tables, List<LegacyRow> rows, List<LegacyProblem> problems) throws SQLException {
        Set<UUID> users = tables.present("user", references(rows, "user_id", LegacyId.USER));
        Map<UUID, RoomRow> rooms = tables.rooms(references(rows, "room_id", LegacyId.ROOM));
        Map<LegacyRow, Booking> bookings = new LinkedHashMap<>();
        for (LegacyRow row : rows) {
            Optional<Stay> stay = stay(row);
            int guests = row.whole("guests", 1, 1, MOST_GUESTS);
            BookingStatus status = status(row);
            Optional<UUID> user = row.reference("user_id", LegacyId.USER).filter(users::contains);
            Optional<UUID> room = row.reference("room_id", LegacyId.ROOM).filter(rooms::containsKey);
            Optional<RoomRow> details = room.map(rooms::get);
            Optional<Money> total = stay.flatMap(nights -> details.flatMap(found -> total(row, nights, found)));
            if (row.isMalformed()) {
                problems.add(row.malformed());
            } else if (user.isEmpty()) {
                problems.add(row.missing("user_id", "user"));
            } else if (room.isEmpty()) {
                problems.add(row.missing("room_id", "room"));
            } else {
                bookings.put(
                        row,
                        booking(
                                row,
                                user.get(),
                                room.get(),
                                details.orElseThrow(),
                                stay.orElseThrow(),
                                guests,
                                total.orElseThrow(),
                                status));
            }
        }
        return bookings;
    }

    private static List<UUID> references(List<LegacyRow> rows, String column, LegacyId ids) {
        return rows.stream()
                .flatMap(row -> row.reference(column, ids).stream())
                .distinct()
                .toList();
    }

    private static Optional<Stay> stay(LegacyRow row) {
        Optional<LocalDate> arrival = row.date("arrival");
        Optional<LocalDate> departure = row.date("departure");
        if (arrival.isEmpty() || departure.isEmpty()) {
            return Optional.empty();
        }
        if (!departure.get().isAfter(arrival.get())) {
            row.violates("departure", "must be after the arrival " + arrival.get());
            return Optional.empty();
        }
        Optional<Stay> stay = row.made(self -> new Stay(arrival.get(), departure.get()));
        if (stay.isPresent() && stay.get().length() > MOST_NIGHTS) {
            row.violates("departure", "must be at most " + MOST_NIGHTS + " nights after the arrival " + arrival.get());
        }
        return stay;
    }

    private static BookingStatus status(LegacyRow row) {
        String text = row.isNull("status") ? "CONFIRMED" : row.text("status").toUpperCase(Locale.ROOT);
        return STATES.keySet().stream()
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    row.violates(
                            "status",
                            "must be one of "
                                    + STATES.keySet().stream().map(Enum::name).collect(joining(", ")));
                    return BookingStatus.CONFIRMED;
                });
    }

    private static Optional<Money> total(LegacyRow row, Stay stay, RoomRow room) {
        return row.isNull("total")
                ? Optional.of(room.nightlyRate().times(stay.length()))
                : row.amount("total", HIGHEST_TOTAL)
                        .flatMap(amount -> row.made(
                                self -> new Money(amount, room.nightlyRate().currency())));
    }

    private static Booking booking(
            LegacyRow row,
            UUID user,
            UUID room,
            RoomRow details,
            Stay stay,
            int guests,
            Money total,
            BookingStatus status) {
        return new Booking(
                new BookingId(row.id()),
                new UserId(user),
                new HotelId(details.hotel()),
                new RoomId(room),
                stay,
                guests,
                total,
                status,
                null,
                null,
                null,
                null,
                1);
    }

    private static BookingEvent event(Booking booking) {
        BookingEvent.Type type = STATES.get(booking.status());
        // Of now, other than the booking's: whoever looks for what is new finds it.
        return new BookingEvent(BookingId.next().value(), Objects.requireNonNull(type), booking, booking.user());
    }

    private static List<RoomNight> nights(Booking booking) {
        return booking.status().hasNights()
                ? booking.stay().nights().stream()
                        .map(night -> new RoomNight(booking.room().value(), night))
                        .toList()
                : List.of();
    }

    /** Who has nights that a booking would need, and which. */
    private static Map<UUID, List<LocalDate>> inTheWay(Booking booking, Map<RoomNight, UUID> sold) {
        Map<UUID, List<LocalDate>> inTheWay = new LinkedHashMap<>();
        for (RoomNight night : nights(booking)) {
            UUID other = sold.get(night);
            if (other != null) {
                inTheWay.computeIfAbsent(other, id -> new ArrayList<>()).add(night.night());
            }
        }
        return inTheWay;
    }

    private static void report(
            LegacyTables tables,
            Map<LegacyRow, Booking> bookings,
            Map<LegacyRow, Map<UUID, List<LocalDate>>> left,
            List<LegacyProblem> problems)
            throws SQLException {
        Set<UUID> others = new LinkedHashSet<>();
        left.values().forEach(inTheWay -> others.addAll(inTheWay.keySet()));
        Map<UUID, String> stays = tables.stays(others);
        left.forEach((row, inTheWay) -> {
            Booking booking = Objects.requireNonNull(bookings.get(row));
            String whose = inTheWay.entrySet().stream()
                    .map(other -> LegacyId.BOOKING.name(other.getKey()) + " ("
                            + stays.getOrDefault(other.getKey(), "since gone") + ") has "
                            + nights(other.getValue()))
                    .collect(joining(", "));
            problems.add(row.doubleBooking(
                    List.copyOf(inTheWay.keySet()),
                    LegacyId.USER.name(booking.user().value()) + " has "
                            + LegacyId.ROOM.name(booking.room().value()) + " for " + booking.stay() + ", but "
                            + whose));
        });
    }

    private static String nights(List<LocalDate> nights) {
        LocalDate first = nights.get(0);
        LocalDate last = nights.get(nights.size() - 1);
        return nights.size() == 1 ? "the night " + first : nights.size() + " nights from " + first + " to " + last;
    }
}
