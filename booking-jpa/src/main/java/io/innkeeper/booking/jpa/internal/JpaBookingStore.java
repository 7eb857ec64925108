package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.KeptRequest;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
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
                status, cast(held_until as char), group_id, cast(free_until as char), late_fee, fee, version
            from booking where\
            """;

    private static final String REQUEST = "select " + EventReader.COLUMNS
            + ", e.aggregate_type, lower(hex(coalesce(e.fingerprint, ''))) from booking_event e"
            + " where e.account_id = ? and e.request_key = ?";

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
            return rows.stream().findFirst().map(row -> request(em, (Object[]) row));
        });
    }

    private static KeptRequest request(EntityManager em, Object[] row) {
        if (!row[EventReader.WIDTH].equals("booking")) {
            return new KeptRequest("", List.of());
        }
        EventReader first = new EventReader(row);
        List<Booking> bookings = new ArrayList<>();
        bookings.add(first.event().booking());
        bookings.addAll(bookingsAfter(em, bookings.get(0).hotel(), first.others()));
        return new KeptRequest((String) row[EventReader.WIDTH + 1], bookings);
    }

    /** The bookings as they were after some events of one hotel, in the order of these. */
    private static List<Booking> bookingsAfter(EntityManager em, HotelId hotel, List<UUID> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Query query = em.createNativeQuery("select " + EventReader.COLUMNS + " from booking_event e where e.id in ("
                + SqlText.rows(events.size(), "?") + ") and e.hotel_id = ?");
        for (int i = 0; i < events.size(); i++) {
            query.setParameter(i + 1, UuidBytes.of(events.get(i)));
        }
        query.setParameter(events.size() + 1, UuidBytes.of(hotel.value()));
        List<?> rows = query.getResultList();
        return rows.stream()
                .map(row -> new EventReader((Object[]) row).event())
                .sorted(Comparator.comparingInt(event -> events.indexOf(event.id())))
                .map(BookingEvent::booking)
                .toList();
    }

    @Override
    public List<Booking> ofUser(UserId user, @Nullable BookingId before, int limit) {
        byte[] userId = UuidBytes.of(user.value());
        String what = "list a user's bookings";
        Stream<Booking> found = before == null
                ? read(what, " user_id = ? and guests > 0" + NEWEST_FIRST, userId, limit)
                : read(
                        what,
                        " user_id = ? and guests > 0 and id < ?" + NEWEST_FIRST,
                        userId,
                        UuidBytes.of(before.value()),
                        limit);
        return found.toList();
    }

    @Override
    public List<Booking> ofGroup(GroupId group) {
        return read("read a group", " group_id = ? order by id", UuidBytes.of(group.value()))
                .toList();
    }

    @Override
    public List<Booking> atHotel(HotelId hotel, LocalDate from, LocalDate to, @Nullable Position after, int limit) {
        // Nobody who came before that is there.
        LocalDate first = from.getYear() < 3 ? LocalDate.of(1, 1, 1) : from.minusDays(StayRule.MOST_NIGHTS);
        String what = "list the bookings of a hotel";
        String condition = " hotel_id = ? and arrival >= ? and arrival <= ? and departure >= ?";
        String order = " order by arrival, id limit ?";
        byte[] id = UuidBytes.of(hotel.value());
        Stream<Booking> found = after == null
                ? read(what, condition + order, id, text(first), text(to), text(from), limit)
                : read(
                        what,
                        condition + " and (arrival > ? or arrival = ? and id > ?)" + order,
                        id,
                        text(first),
                        text(to),
                        text(from),
                        text(after.arrival()),
                        text(after.arrival()),
                        UuidBytes.of(after.booking().value()),
                        limit);
        return found.toList();
    }

    /** As text, so that no time zone of a driver or a session can move it. */
    private static String text(LocalDate date) {
        return date.toString();
    }

    /** Bookings for which a condition, or an order, of SQL holds. */
    Stream<Booking> read(String what, String condition, Object... parameters) {
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
        Currency currency = Currency.getInstance((String) row[8]);
        return new Booking(
                new BookingId(id(row[0])),
                new UserId(id(row[1])),
                new HotelId(id(row[2])),
                new RoomId(id(row[3])),
                new Stay(LocalDate.parse((String) row[4]), LocalDate.parse((String) row[5])),
                ((Number) row[6]).intValue(),
                new Money((BigDecimal) row[7], currency),
                BookingStatus.valueOf((String) row[9]),
                row[10] == null ? null : UtcText.instant((String) row[10]),
                row[11] == null ? null : new GroupId(id(row[11])),
                row[12] == null
                        ? null
                        : new CancellationTerms(
                                LocalDate.parse((String) row[12]), new Money((BigDecimal) row[13], currency)),
                row[14] == null ? null : new Money((BigDecimal) row[14], currency),
                ((Number) row[15]).intValue());
    }

    private static UUID id(Object bytes) {
        return UuidBytes.toUuid((byte[]) bytes);
    }
}
