package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.KeptRequest;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.Instant;
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
                status, cast(held_until as char), version
            from booking where\
            """;

    private static final String REQUEST = """
            select aggregate_type, lower(hex(coalesce(fingerprint, ''))), aggregate_id, hotel_id, sequence,
                json_unquote(json_extract(payload, '$.user')), json_unquote(json_extract(payload, '$.room')),
                json_unquote(json_extract(payload, '$.arrival')), json_unquote(json_extract(payload, '$.departure')),
                json_unquote(json_extract(payload, '$.guests')), json_unquote(json_extract(payload, '$.total')),
                json_unquote(json_extract(payload, '$.currency')), json_unquote(json_extract(payload, '$.status')),
                json_unquote(json_extract(payload, '$.heldUntil'))
            from booking_event where account_id = ? and request_key = ?""";

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
    public Optional<KeptRequest> findByKey(RequestKey key) {
        return database.read("find a request by its key", em -> {
            List<?> rows = em.createNativeQuery(REQUEST)
                    .setParameter(1, UuidBytes.of(key.account().value()))
                    .setParameter(2, key.value())
                    .getResultList();
            return rows.stream().findFirst().map(row -> request((Object[]) row));
        });
    }

    private static KeptRequest request(Object[] row) {
        if (!row[0].equals("booking")) {
            return new KeptRequest("", null);
        }
        String heldUntil = (String) row[13];
        Booking booking = new Booking(
                new BookingId(id(row[2])),
                new UserId(UUID.fromString((String) row[5])),
                new HotelId(id(row[3])),
                new RoomId(UUID.fromString((String) row[6])),
                new Stay(LocalDate.parse((String) row[7]), LocalDate.parse((String) row[8])),
                Integer.parseInt((String) row[9]),
                Money.of((String) row[10], (String) row[11]),
                BookingStatus.valueOf((String) row[12]),
                heldUntil == null || heldUntil.equals("null") ? null : Instant.parse(heldUntil),
                ((Number) row[4]).intValue());
        return new KeptRequest((String) row[1], booking);
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
                row[10] == null ? null : UtcText.instant((String) row[10]),
                ((Number) row[11]).intValue());
    }

    private static UUID id(Object bytes) {
        return UuidBytes.toUuid((byte[]) bytes);
    }
}
