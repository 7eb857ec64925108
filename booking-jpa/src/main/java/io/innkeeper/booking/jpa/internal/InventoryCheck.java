package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.joining;

import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Finding;
import io.innkeeper.booking.inventory.Finding.Kind;
import io.innkeeper.booking.inventory.InventoryReport;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What must not be in the tables, as one statement for each kind; none finds what is another's to find.
 *
 * @param kind what is found
 * @param sql finds it; its rows have the columns {@code booking} and, where there are such, {@code room} and {@code other}, of
 *     which the last is a second booking
 * @param message tells people of a row
 */
record InventoryCheck(Kind kind, String sql, Message message) {

    private static final String WITH_NIGHTS = statuses(BookingStatus::hasNights);

    private static final String FOR_GOOD = statuses(BookingStatus::isForGood);

    private static final InventoryCheck ORPHAN_NIGHTS =
            new InventoryCheck(Kind.ORPHAN_NIGHTS, """
            select n.booking_id as booking, n.room_id as room, count(*) as nights, min(n.night) as first_night,
                max(n.night) as last_night, min(n.hotel_id) as hotel, min(b.status) as status, min(b.room_id) as right_room,
                min(b.hotel_id) as right_hotel, min(b.arrival) as arrival, min(b.departure) as departure
            from room_night n left join booking b on b.id = n.booking_id
            where b.id is null or b.status not in (%s) or b.room_id <> n.room_id or b.hotel_id <> n.hotel_id
                or n.night < b.arrival or n.night >= b.departure
            group by n.room_id, n.booking_id
            """.formatted(WITH_NIGHTS), row -> {
                String had = nights(row) + " of hotel " + id(row, "hotel") + " are kept for booking "
                        + id(row, "booking") + ", which is ";
                return row.getString("status") == null
                        ? had + "not there"
                        : had + row.getString("status") + ", of room " + id(row, "right_room") + " of hotel "
                                + id(row, "right_hotel") + " for " + stay(row);
            });

    /** The clock may be later than the snapshot, but a hold that had expired by then still has. */
    // By that index, or MySQL may look at all nights of a room for each of its bookings.
    private static final InventoryCheck MISSING_NIGHTS = new InventoryCheck(
            Kind.MISSING_NIGHTS,
            """
            select b.id as booking, b.room_id as room, b.status as status, b.arrival as arrival, b.departure as departure,
                count(n.night) as nights
            from booking b left join room_night n force index (room_night_booking)
                on n.booking_id = b.id and n.room_id = b.room_id and n.night >= b.arrival and n.night < b.departure
            where b.status in (%s) and (b.held_until is null or b.held_until > utc_timestamp(6))
            group by b.id, b.room_id, b.status, b.arrival, b.departure
            having nights < datediff(b.departure, b.arrival)
            """.formatted(WITH_NIGHTS),
            row -> "booking " + id(row, "booking") + " is " + row.getString("status")
                    + ", of room " + id(row, "room") + " for " + stay(row) + ", but has only " + row.getString("nights")
                    + " of its nights");

    private static final InventoryCheck WRONG_EXPIRY = new InventoryCheck(
            Kind.WRONG_EXPIRY,
            """
            select n.booking_id as booking, n.room_id as room, count(*) as nights, min(n.night) as first_night,
                max(n.night) as last_night, min(n.expires_at) as expires_at, min(b.held_until) as held_until
            from room_night n join booking b on b.id = n.booking_id and b.room_id = n.room_id
                and n.night >= b.arrival and n.night < b.departure
            where b.status in (%s) and not (n.expires_at <=> b.held_until)
            group by n.room_id, n.booking_id
            """.formatted(WITH_NIGHTS),
            row -> nights(row) + " expire at " + row.getString("expires_at") + ", but booking " + id(row, "booking")
                    + " is held until " + row.getString("held_until"));

    /** Of all bookings of a room by arrival, two neighbours overlap if any two do; only in such rooms is each pair compared. */
    private static final InventoryCheck OVERLAP = new InventoryCheck(
            Kind.OVERLAP,
            """
            select straight_join b.id as booking, o.id as other, b.room_id as room, b.arrival as arrival, b.departure as departure,
                o.arrival as other_arrival, o.departure as other_departure
            from (
                select distinct room_id from (
                    select room_id, arrival, lag(departure) over (
                        partition by room_id order by arrival, departure, id) as departure_before
                    from booking where status in (%1$s)) neighbours
                where departure_before > arrival) suspect
            join booking b on b.room_id = suspect.room_id and b.status in (%1$s)
            join booking o on o.room_id = b.room_id and o.status in (%1$s) and o.departure > b.arrival
                and (o.arrival < b.arrival or o.arrival = b.arrival and (
                    o.departure < b.departure or o.departure = b.departure and o.id < b.id))
            """.formatted(FOR_GOOD),
            row -> "of room " + id(row, "room") + ", both booking " + id(row, "booking") + " for "
                    + stay(row) + " and booking " + id(row, "other") + " for " + row.getString("other_arrival") + ".."
                    + row.getString("other_departure") + " are for good");

    private static final InventoryCheck WRONG_EVENTS = new InventoryCheck(
            Kind.WRONG_EVENTS,
            """
            select b.id as booking, b.room_id as room, b.version as version, count(e.id) as events,
                coalesce(min(e.sequence), 0) as first_event, coalesce(max(e.sequence), 0) as last_event
            from booking b left join booking_event e on e.aggregate_id = b.id
            group by b.id, b.room_id, b.version
            having events <> b.version or first_event <> 1 or last_event <> b.version
            """,
            row -> "booking " + id(row, "booking") + " has version " + row.getString("version") + ", but "
                    + row.getString("events") + " events, with numbers from " + row.getString("first_event") + " to "
                    + row.getString("last_event"));

    /** What is said of a booking in two places: its name, and both as an expression of SQL. */
    private record Said(String what, String byBooking, String byEvent) {

        static Said exactly(String what, String column, String name) {
            return new Said(what, column, payload(name));
        }

        private static String payload(String name) {
            return "json_unquote(json_extract(e.payload, '$." + name + "'))";
        }
    }

    private static final List<Said> SAID = List.of(
            new Said("hotel", "lower(hex(b.hotel_id))", "lower(hex(e.hotel_id))"),
            new Said("user", "lower(hex(b.user_id))", "replace(" + Said.payload("user") + ", '-', '')"),
            new Said("room", "lower(hex(b.room_id))", "replace(" + Said.payload("room") + ", '-', '')"),
            new Said("arrival", "b.arrival", "cast(" + Said.payload("arrival") + " as date)"),
            new Said("departure", "b.departure", "cast(" + Said.payload("departure") + " as date)"),
            new Said("guests", "b.guests", "cast(" + Said.payload("guests") + " as signed)"),
            new Said("total", "b.total", "cast(" + Said.payload("total") + " as decimal(19, 4))"),
            Said.exactly("currency", "b.currency", "currency"),
            Said.exactly("status", "b.status", "status"),
            new Said(
                    "end of the hold",
                    "b.held_until",
                    "cast(replace(replace(" + Said.payload("heldUntil") + ", 'T', ' '), 'Z', '') as datetime(6))"),
            new Said("group", "lower(hex(b.group_id))", "replace(" + Said.payload("group") + ", '-', '')"),
            new Said("last free day", "b.free_until", "cast(" + Said.payload("freeUntil") + " as date)"),
            new Said("late fee", "b.late_fee", "cast(" + Said.payload("lateFee") + " as decimal(19, 4))"),
            new Said("fee", "b.fee", "cast(" + Said.payload("fee") + " as decimal(19, 4))"));

    private static final InventoryCheck DIFFERS_FROM_EVENT = new InventoryCheck(
            Kind.DIFFERS_FROM_EVENT,
            "select b.id as booking, b.room_id as room, b.version as version, concat_ws(', ', "
                    + SAID.stream()
                            .map(said ->
                                    "if(%2$s <=> %3$s, null, concat('%1$s is ', coalesce(%2$s, 'none'), ' and not ', coalesce(%3$s, 'none')))"
                                            .formatted(said.what(), said.byBooking(), said.byEvent()))
                            .collect(joining(", "))
                    + ") as differences"
                    + " from booking b join booking_event e on e.aggregate_id = b.id and e.sequence = b.version"
                    + " where not ("
                    + SAID.stream()
                            .map(said -> said.byBooking() + " <=> " + said.byEvent())
                            .collect(joining(" and "))
                    + ")",
            row -> "of booking " + id(row, "booking") + " the " + row.getString("differences") + " as event "
                    + row.getString("version") + " says");

    private static final InventoryCheck EVENTS_OF_NO_BOOKING = new InventoryCheck(
            Kind.EVENTS_OF_NO_BOOKING,
            """
            select e.aggregate_id as booking, count(*) as events
            from booking_event e left join booking b on b.id = e.aggregate_id
            where e.aggregate_type = 'booking' and b.id is null
            group by e.aggregate_id
            """,
            row -> "there are " + row.getString("events") + " events of booking " + id(row, "booking")
                    + ", which is not there");

    /** Every check there is. */
    static final List<InventoryCheck> ALL = List.of(
            ORPHAN_NIGHTS,
            MISSING_NIGHTS,
            WRONG_EXPIRY,
            OVERLAP,
            WRONG_EVENTS,
            DIFFERS_FROM_EVENT,
            EVENTS_OF_NO_BOOKING);

    /** Tells people of a row. */
    @FunctionalInterface
    interface Message {
        String of(ResultSet row) throws SQLException;
    }

    private static String statuses(Predicate<BookingStatus> which) {
        return Arrays.stream(BookingStatus.values())
                .filter(which)
                .map(status -> "'" + status + "'")
                .collect(joining(", "));
    }

    private static String nights(ResultSet row) throws SQLException {
        return row.getString("nights") + " nights, " + row.getString("first_night") + " to "
                + row.getString("last_night") + ", of room " + id(row, "room");
    }

    private static String stay(ResultSet row) throws SQLException {
        return row.getString("arrival") + ".." + row.getString("departure");
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return UuidBytes.toUuid(row.getBytes(column));
    }

    /** What is found on a connection. */
    List<Finding> findings(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql + " limit " + InventoryReport.MOST_OF_A_KIND);
                ResultSet rows = select.executeQuery()) {
            List<Finding> findings = new ArrayList<>();
            while (rows.next()) {
                findings.add(finding(rows));
            }
            return findings;
        }
    }

    private Finding finding(ResultSet row) throws SQLException {
        List<BookingId> bookings = new ArrayList<>();
        bookings.add(new BookingId(id(row, "booking")));
        if (kind == Kind.OVERLAP) {
            bookings.add(new BookingId(id(row, "other")));
        }
        @Nullable RoomId room = kind == Kind.EVENTS_OF_NO_BOOKING ? null : new RoomId(id(row, "room"));
        return new Finding(kind, room, bookings, message.of(row));
    }
}
