package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightClaim;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.GroupId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The statements that write new rows, however many, and the one that says if they may be. */
final class NewRows {

    private static final String BOOKINGS = """
            insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency,
                                 status, held_until, group_id, free_until, late_fee, fee, version)
            values\s""";

    private static final String NIGHTS =
            "insert into room_night (room_id, night, hotel_id, booking_id, expires_at) values ";

    private static final String EVENTS = """
            insert into booking_event (id, hotel_id, aggregate_type, aggregate_id, sequence, type, payload,
                                       account_id, request_key, fingerprint)
            values\s""";

    private NewRows() {}

    /** Of the table of bookings. */
    static SqlText ofBookings(List<Booking> bookings) {
        String rows = SqlText.rows(bookings.size(), "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        return new SqlText(BOOKINGS + rows, (insert, first) -> {
            int at = first;
            for (Booking booking : bookings) {
                insert.setBytes(at++, UuidBytes.of(booking.id().value()));
                insert.setBytes(at++, UuidBytes.of(booking.user().value()));
                insert.setBytes(at++, UuidBytes.of(booking.hotel().value()));
                insert.setBytes(at++, UuidBytes.of(booking.room().value()));
                insert.setObject(at++, booking.stay().arrival());
                insert.setObject(at++, booking.stay().departure());
                insert.setInt(at++, booking.guests());
                insert.setBigDecimal(at++, booking.total().amount());
                insert.setString(at++, booking.total().currency().getCurrencyCode());
                insert.setString(at++, booking.status().name());
                insert.setObject(at++, UtcText.dateTime(booking.heldUntil()));
                GroupId group = booking.group();
                insert.setBytes(at++, group == null ? null : UuidBytes.of(group.value()));
                at = setCancellation(insert, at, booking);
                insert.setInt(at++, booking.version());
            }
            return at;
        });
    }

    /** Sets what cancelling costs, and gives the number of the next parameter. */
    static int setCancellation(PreparedStatement statement, int first, Booking booking) throws SQLException {
        CancellationTerms terms = booking.cancellation();
        Money fee = booking.fee();
        statement.setObject(first, terms == null ? null : terms.freeUntil());
        statement.setBigDecimal(first + 1, terms == null ? null : terms.fee().amount());
        statement.setBigDecimal(first + 2, fee == null ? null : fee.amount());
        return first + 3;
    }

    /** Of the table of nights. */
    static SqlText ofNights(List<NightClaim> claims) {
        return new SqlText(NIGHTS + SqlText.rows(claims.size(), "(?, ?, ?, ?, ?)"), (insert, first) -> {
            int at = first;
            for (NightClaim claim : claims) {
                insert.setBytes(at++, UuidBytes.of(claim.room().value()));
                insert.setObject(at++, claim.night());
                insert.setBytes(at++, UuidBytes.of(claim.hotel().value()));
                insert.setBytes(at++, UuidBytes.of(claim.booking().value()));
                insert.setObject(at++, UtcText.dateTime(claim.heldUntil()));
            }
            return at;
        });
    }

    /** Of the table of events. */
    static SqlText ofEvents(List<EventRow> events) {
        String rows = SqlText.rows(events.size(), "(?, ?, 'booking', ?, ?, ?, ?, ?, ?, ?)");
        return new SqlText(EVENTS + rows, (insert, first) -> {
            int at = first;
            for (EventRow row : events) {
                BookingEvent event = row.event();
                InventoryChange change = row.change();
                insert.setBytes(at++, UuidBytes.of(event.id()));
                insert.setBytes(at++, UuidBytes.of(event.booking().hotel().value()));
                insert.setBytes(at++, UuidBytes.of(event.booking().id().value()));
                insert.setInt(at++, event.booking().version());
                insert.setString(at++, event.type().name());
                insert.setString(at++, row.payload());
                insert.setBytes(at++, UuidBytes.of(event.by().value()));
                insert.setString(at++, change == null ? null : change.key().value());
                insert.setBytes(at++, change == null ? null : HexFormat.of().parseHex(change.fingerprint()));
            }
            return at;
        });
    }

    /**
     * Looks which rooms of some events are open, in which hotels, and of which editions these are. A statement of its own:
     * INSERT ... SELECT of as many rows costs more than both, and a subquery among the VALUES locks the hotel's row on
     * MariaDB.
     */
    static SqlText openRooms(List<EventRow> events) {
        Set<RoomId> rooms = new TreeSet<>();
        Set<HotelId> hotels = new HashSet<>();
        for (EventRow row : events) {
            rooms.add(row.event().booking().room());
            hotels.add(row.event().booking().hotel());
        }
        return new SqlText(
                "select r.id, h.id, h.version from room r join hotel h on h.id = r.hotel_id and not h.closed where r.id in ("
                        + SqlText.rows(rooms.size(), "?") + ") and r.hotel_id in (" + SqlText.rows(hotels.size(), "?")
                        + ") and not r.closed",
                (select, first) -> {
                    int at = first;
                    for (RoomId room : rooms) {
                        select.setBytes(at++, UuidBytes.of(room.value()));
                    }
                    for (HotelId hotel : hotels) {
                        select.setBytes(at++, UuidBytes.of(hotel.value()));
                    }
                    return at;
                });
    }

    /** Whether all rooms of some events are among those found, and their hotels of the editions that are asked for. */
    static boolean areOpen(List<EventRow> events, ResultSet found) throws SQLException {
        Map<RoomId, Map.Entry<HotelId, Integer>> open = new HashMap<>();
        while (found.next()) {
            open.put(
                    new RoomId(UuidBytes.toUuid(found.getBytes(1))),
                    Map.entry(new HotelId(UuidBytes.toUuid(found.getBytes(2))), found.getInt(3)));
        }
        return events.stream().allMatch(row -> {
            Map.Entry<HotelId, Integer> hotel = open.get(row.event().booking().room());
            return hotel != null
                    && hotel.getKey().equals(row.event().booking().hotel())
                    && (row.edition() == null || row.edition().equals(hotel.getValue()));
        });
    }
}
