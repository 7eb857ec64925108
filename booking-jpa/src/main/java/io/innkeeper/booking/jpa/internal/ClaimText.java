package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Keep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightClaim;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.RequestKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The statements of changes to the inventory that are sent alone or several at once. Every one that is about a hotel carries its
 * id, so that a hotel can live on one shard.
 */
final class ClaimText {

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

    private ClaimText() {}

    /** Makes the rows of new bookings. */
    static SqlText newBookings(List<Booking> bookings) {
        String rows = SqlText.rows(bookings.size(), "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        return SqlText.of(BOOKINGS + rows, (insert, first) -> {
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
                insert.setString(at++, UtcText.orNull(booking.heldUntil()));
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

    /** Replaces the version of a booking that came before this one, if that is the one in the database. */
    static SqlText updateBooking(Booking booking) {
        String sql = """
                update booking
                set room_id = ?, arrival = ?, departure = ?, guests = ?, total = ?, currency = ?, status = ?, held_until = ?,
                    free_until = ?, late_fee = ?, fee = ?, version = ?
                where id = ? and hotel_id = ? and version = ?""";
        return new SqlText(sql, 1, (update, first) -> {
            int at = first;
            update.setBytes(at++, UuidBytes.of(booking.room().value()));
            update.setObject(at++, booking.stay().arrival());
            update.setObject(at++, booking.stay().departure());
            update.setInt(at++, booking.guests());
            update.setBigDecimal(at++, booking.total().amount());
            update.setString(at++, booking.total().currency().getCurrencyCode());
            update.setString(at++, booking.status().name());
            update.setString(at++, UtcText.orNull(booking.heldUntil()));
            at = setCancellation(update, at, booking);
            update.setInt(at++, booking.version());
            update.setBytes(at++, UuidBytes.of(booking.id().value()));
            update.setBytes(at++, UuidBytes.of(booking.hotel().value()));
            update.setInt(at++, booking.version() - 1);
            return at;
        });
    }

    /** Gives back nights, which the booking must have, unless it is a hold. */
    static SqlText deleteNights(HotelId hotel, Release release) {
        String sql = """
                delete from room_night
                where room_id = ? and night >= ? and night < ? and booking_id = ? and hotel_id = ?""";
        int nights = release.ofHold() ? SqlText.ANY : release.stay().length();
        return new SqlText(sql, nights, (delete, first) -> {
            delete.setBytes(first, UuidBytes.of(release.room().value()));
            delete.setObject(first + 1, release.stay().arrival());
            delete.setObject(first + 2, release.stay().departure());
            delete.setBytes(first + 3, UuidBytes.of(release.booking().value()));
            delete.setBytes(first + 4, UuidBytes.of(hotel.value()));
            return first + 5;
        });
    }

    /** Has nights that were held go on being had, all of which the booking must have. */
    static SqlText keepNights(HotelId hotel, Keep keep, @Nullable Instant heldUntil) {
        String sql = """
                update room_night set expires_at = ?
                where room_id = ? and night >= ? and night < ? and booking_id = ? and hotel_id = ?""";
        return new SqlText(sql, keep.stay().length(), (update, first) -> {
            update.setString(first, UtcText.orNull(heldUntil));
            update.setBytes(first + 1, UuidBytes.of(keep.room().value()));
            update.setObject(first + 2, keep.stay().arrival());
            update.setObject(first + 3, keep.stay().departure());
            update.setBytes(first + 4, UuidBytes.of(keep.booking().value()));
            update.setBytes(first + 5, UuidBytes.of(hotel.value()));
            return first + 6;
        });
    }

    /** Claims nights. */
    static SqlText newNights(List<NightClaim> claims) {
        return SqlText.of(NIGHTS + SqlText.rows(claims.size(), "(?, ?, ?, ?, ?)"), (insert, first) -> {
            int at = first;
            for (NightClaim claim : claims) {
                insert.setBytes(at++, UuidBytes.of(claim.room().value()));
                insert.setObject(at++, claim.night());
                insert.setBytes(at++, UuidBytes.of(claim.hotel().value()));
                insert.setBytes(at++, UuidBytes.of(claim.booking().value()));
                insert.setString(at++, UtcText.orNull(claim.heldUntil()));
            }
            return at;
        });
    }

    /** Writes events. */
    static SqlText newEvents(List<EventRow> events) {
        // Converted for the reason given in FreeNights.
        String rows = SqlText.rows(events.size(), "(?, ?, 'booking', ?, ?, ?, convert(? using utf8mb4), ?, ?, ?)");
        return SqlText.of(EVENTS + rows, (insert, first) -> {
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

    /** Uses a key up for nothing; waits for a request that is being done with it. */
    static SqlText useUp(HotelId hotel, RequestKey key) {
        String sql = """
                insert into booking_event (id, hotel_id, aggregate_type, aggregate_id, sequence, type, payload,
                                           account_id, request_key, relay_at)
                values (?, ?, 'request', ?, 1, 'GIVEN_UP', '{}', ?, ?, null)""";
        return SqlText.of(sql, (insert, first) -> {
            byte[] id = UuidBytes.of(BookingId.next().value()); // of no booking, but ordered like theirs
            insert.setBytes(first, id);
            insert.setBytes(first + 1, UuidBytes.of(hotel.value()));
            insert.setBytes(first + 2, id);
            insert.setBytes(first + 3, UuidBytes.of(key.account().value()));
            insert.setString(first + 4, key.value());
            return first + 5;
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
        return SqlText.of(
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
