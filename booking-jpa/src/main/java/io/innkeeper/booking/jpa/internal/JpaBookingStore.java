package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bookings, to be read; they are written together with their nights, by {@link ClaimSql}. No entity, since the provider
 * reads a date as a {@link java.sql.Date}, which has no days that a calendar or a time zone has skipped.
 */
final class JpaBookingStore implements BookingStore {

    private static final String BOOKING = """
            select id, user_id, hotel_id, room_id, cast(arrival as char), cast(departure as char), guests, total, currency,
                status, version
            from booking where\
            """;

    private static final String NEWEST_FIRST = " order by id desc limit ?";

    private final Database database;

    JpaBookingStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Booking> find(BookingId booking) {
        return read("read a booking", " id = ?", UuidBytes.of(booking.value())).findFirst();
    }

    @Override
    public List<Booking> ofUser(UserId user, @Nullable BookingId before, int limit) {
        byte[] userId = UuidBytes.of(user.value());
        String what = "list a user's bookings";
        Stream<Booking> found = before == null
                ? read(what, " user_id = ?" + NEWEST_FIRST, userId, limit)
                : read(what, " user_id = ? and id < ?" + NEWEST_FIRST, userId, UuidBytes.of(before.value()), limit);
        return found.toList();
    }

    private Stream<Booking> read(String what, String condition, Object... parameters) {
        return database.read(what, em -> {
            Query query = em.createNativeQuery(BOOKING + condition);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            List<?> rows = query.getResultList();
            return rows.stream().map(row -> booking((Object[]) row));
        });
    }

    private static Booking booking(Object[] row) {
        return new Booking(
                new BookingId(id(row[0])),
                new UserId(id(row[1])),
                new HotelId(id(row[2])),
                new RoomId(id(row[3])),
                new Stay(LocalDate.parse((String) row[4]), LocalDate.parse((String) row[5])),
                ((Number) row[6]).intValue(),
                new Money((BigDecimal) row[7], Currency.getInstance((String) row[8])),
                BookingStatus.valueOf((String) row[9]),
                ((Number) row[10]).intValue());
    }

    private static UUID id(Object bytes) {
        return UuidBytes.toUuid((byte[]) bytes);
    }
}
