package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The statements of a change to the inventory, on the connection of its transaction: one method, one statement. Every one
 * carries the hotel's id, so that a hotel can live on one shard.
 */
final class ClaimSql {

    /** A night that a booking is to have. */
    record NightClaim(RoomId room, LocalDate night, BookingId booking) {

        /** The order of the primary key: all changes take nights in this order, so they do not wait in a circle. */
        static final Comparator<NightClaim> KEY_ORDER =
                Comparator.comparing(NightClaim::room).thenComparing(NightClaim::night);
    }

    /** A night that is sold, or held until some time that may have passed. */
    record NightInTheWay(LocalDate night, boolean expired) {}

    private final Connection connection;
    private final HotelId hotel;

    ClaimSql(Connection connection, HotelId hotel) {
        this.connection = connection;
        this.hotel = hotel;
    }

    /** Makes the row of a new booking. */
    void insertBooking(Booking booking) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency,
                                     status, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setBytes(1, UuidBytes.of(booking.id().value()));
            insert.setBytes(2, UuidBytes.of(booking.user().value()));
            insert.setBytes(3, UuidBytes.of(hotel.value()));
            insert.setBytes(4, UuidBytes.of(booking.room().value()));
            insert.setObject(5, booking.stay().arrival());
            insert.setObject(6, booking.stay().departure());
            insert.setInt(7, booking.guests());
            insert.setBigDecimal(8, booking.total().amount());
            insert.setString(9, booking.total().currency().getCurrencyCode());
            insert.setString(10, booking.status().name());
            insert.setInt(11, booking.version());
            insert.executeUpdate();
        }
    }

    /** Replaces the version of a booking that came before this one; false if that is not the one in the database. */
    boolean updateBooking(Booking booking) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update booking
                set room_id = ?, arrival = ?, departure = ?, guests = ?, total = ?, currency = ?, status = ?, version = ?
                where id = ? and hotel_id = ? and version = ?""")) {
            update.setBytes(1, UuidBytes.of(booking.room().value()));
            update.setObject(2, booking.stay().arrival());
            update.setObject(3, booking.stay().departure());
            update.setInt(4, booking.guests());
            update.setBigDecimal(5, booking.total().amount());
            update.setString(6, booking.total().currency().getCurrencyCode());
            update.setString(7, booking.status().name());
            update.setInt(8, booking.version());
            update.setBytes(9, UuidBytes.of(booking.id().value()));
            update.setBytes(10, UuidBytes.of(hotel.value()));
            update.setInt(11, booking.version() - 1);
            return update.executeUpdate() == 1;
        }
    }

    /** Brings a booking that was made in this transaction into another room. */
    void moveBooking(Booking booking) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update booking set room_id = ?, total = ?, currency = ? where id = ? and hotel_id = ?")) {
            update.setBytes(1, UuidBytes.of(booking.room().value()));
            update.setBigDecimal(2, booking.total().amount());
            update.setString(3, booking.total().currency().getCurrencyCode());
            update.setBytes(4, UuidBytes.of(booking.id().value()));
            update.setBytes(5, UuidBytes.of(hotel.value()));
            update.executeUpdate();
        }
    }

    /**
     * Claims nights: all or, if the database says that one is sold already, none. The foreign key to the room takes a shared
     * lock on the room's row until the transaction ends.
     */
    void insertNights(List<NightClaim> claims) throws SQLException {
        String rows = "(?, ?, ?, ?), ".repeat(claims.size() - 1) + "(?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into room_night (room_id, night, hotel_id, booking_id) values " + rows)) {
            int at = 1;
            for (NightClaim claim : claims) {
                insert.setBytes(at++, UuidBytes.of(claim.room().value()));
                insert.setObject(at++, claim.night());
                insert.setBytes(at++, UuidBytes.of(hotel.value()));
                insert.setBytes(at++, UuidBytes.of(claim.booking().value()));
            }
            insert.executeUpdate();
        }
    }

    /** Removes the nights of a stay in a room whose holds have expired by the server's clock. */
    void deleteExpired(RoomId room, Stay stay) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from room_night
                where room_id = ? and night >= ? and night < ? and hotel_id = ? and expires_at <= utc_timestamp(6)""")) {
            setNights(delete, room, stay);
            delete.executeUpdate();
        }
    }

    /** Gives nights back; false unless the booking had all of them. */
    boolean deleteNights(Release release) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from room_night
                where room_id = ? and night >= ? and night < ? and booking_id = ? and hotel_id = ?""")) {
            delete.setBytes(1, UuidBytes.of(release.room().value()));
            delete.setObject(2, release.stay().arrival());
            delete.setObject(3, release.stay().departure());
            delete.setBytes(4, UuidBytes.of(release.booking().value()));
            delete.setBytes(5, UuidBytes.of(hotel.value()));
            return delete.executeUpdate() == release.stay().length();
        }
    }

    /**
     * Writes an event of a change.
     *
     * @param withKey whether it carries the key of the request, which one event of a change does
     * @param onlyIfOpen whether to write it only if room and hotel are open. Asked after the nights were claimed, it is
     *     decisive: by now the transaction holds a shared lock on the room's row, and whoever closes the room or its hotel
     *     has to write that row, so a close that is committed is seen here and any other waits until this transaction ends
     * @return false if it was not written
     */
    boolean insertEvent(BookingEvent event, boolean withKey, boolean onlyIfOpen) throws SQLException {
        String openRoom = onlyIfOpen ? """
                   from room r where r.id = ? and r.hotel_id = ? and not r.closed
                  and exists (select 1 from hotel h where h.id = r.hotel_id and not h.closed)""" : "";
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into booking_event (id, hotel_id, aggregate_type, aggregate_id, sequence, type, payload,
                                           account_id, request_key)
                select ?, ?, 'booking', ?, ?, ?,
                       json_object('user', ?, 'room', ?, 'arrival', ?, 'departure', ?, 'guests', ?,
                                   'total', ?, 'currency', ?, 'status', ?),
                       ?, ?""" + openRoom)) {
            Booking booking = event.booking();
            insert.setBytes(1, UuidBytes.of(event.id()));
            insert.setBytes(2, UuidBytes.of(hotel.value()));
            insert.setBytes(3, UuidBytes.of(booking.id().value()));
            insert.setInt(4, booking.version());
            insert.setString(5, event.type().name());
            insert.setString(6, booking.user().toString());
            insert.setString(7, booking.room().toString());
            insert.setString(8, booking.stay().arrival().toString());
            insert.setString(9, booking.stay().departure().toString());
            insert.setInt(10, booking.guests());
            insert.setString(11, booking.total().amount().toPlainString());
            insert.setString(12, booking.total().currency().getCurrencyCode());
            insert.setString(13, booking.status().name());
            insert.setBytes(14, UuidBytes.of(event.key().account().value()));
            insert.setString(15, withKey ? event.key().value() : null);
            if (onlyIfOpen) {
                insert.setBytes(16, UuidBytes.of(booking.room().value()));
                insert.setBytes(17, UuidBytes.of(hotel.value()));
            }
            return insert.executeUpdate() == 1;
        }
    }

    /** The nights of a stay that are not free in a room, in order. Takes no lock. */
    List<NightInTheWay> nightsInTheWay(RoomId room, Stay stay) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select night, coalesce(expires_at <= utc_timestamp(6), false) from room_night
                where room_id = ? and night >= ? and night < ? and hotel_id = ?
                order by night""")) {
            setNights(select, room, stay);
            List<NightInTheWay> nights = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    nights.add(new NightInTheWay(rows.getObject(1, LocalDate.class), rows.getBoolean(2)));
                }
            }
            return nights;
        }
    }

    private void setNights(PreparedStatement statement, RoomId room, Stay stay) throws SQLException {
        statement.setBytes(1, UuidBytes.of(room.value()));
        statement.setObject(2, stay.arrival());
        statement.setObject(3, stay.departure());
        statement.setBytes(4, UuidBytes.of(hotel.value()));
    }

    /** Whether there is a user of this id. */
    boolean userExists(UUID user) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from user where id = ?")) {
            select.setBytes(1, UuidBytes.of(user));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }
}
