package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore.Position;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is free: each look-up is one statement, which sees what is committed when it begins. */
final class JpaAvailabilityStore implements AvailabilityStore {

    private static final String FREE_ROOMS = """
            select r.id, r.hotel_id, r.number, r.type, r.capacity, r.nightly_rate, r.currency, r.closed, r.version
            from hotel h join room r on r.hotel_id = h.id %s
            where h.id = ? and h.closed = false and r.closed = false and r.capacity >= ? and %s
            order by r.number
            """;

    /**
     * One way through the hotels in the order of an index and through the rooms of each, so that each is complete before the
     * next and the server stops at the limit: which is why the free rooms come as text, one line each, and what the hotel is
     * from an aggregate. Grouped by type as well, all rooms of a city would be looked at, or those of a page twice.
     *
     * <p>The comment is a hint to MySQL, which else cuts such text off at 1024 bytes; MariaDB, to which it is none, at 1 MiB.
     */
    private static final String FREE_TYPES = """
            select /*+ set_var(group_concat_max_len = 1073741824) */ straight_join
                h.id, min(h.owner_id), min(h.name), min(h.city), min(h.address), min(h.time_zone), min(h.currency),
                min(h.stars), min(h.description), min(h.free_days), min(h.fee_percent), count(*),
                group_concat(r.nightly_rate, ' ', r.type, '%4$s' separator '')
            from hotel h force index (hotel_city) join room r on r.hotel_id = h.id %1$s
            where h.city_key = ? and h.closed = false and h.stars >= ? and r.closed = false and r.capacity >= ? and %2$s %3$s
            group by h.city_key, h.name_key, h.id
            order by h.city_key, h.name_key, h.id
            limit ?
            """;

    /** Ends what is said of a room; no type has it. */
    private static final String END = "\n";

    /** Looks each night of each room up by the whole primary key of {@code room_night}. */
    private static final String FREE_NIGHTS = """
            select cast(stay.night as char), r.type, count(*), min(r.nightly_rate), min(r.currency)
            from hotel h join room r on r.hotel_id = h.id join
            """ + FreeNights.STAY + """
                 left join room_night n on n.room_id = r.id and n.night = stay.night
                                       and (n.expires_at is null or n.expires_at > utc_timestamp(6))
            where h.id = ? and h.closed = false and r.closed = false and r.capacity >= ? and n.room_id is null %s
            group by stay.night, r.type
            """;

    private static final String AFTER = " and (h.name_key > ? or (h.name_key = ? and h.id > ?))";

    private final Database database;

    JpaAvailabilityStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Room> freeRooms(HotelId hotel, Stay stay, int guests) {
        return database.read("look for free rooms", em -> {
            FreeNights.Look look = FreeNights.look(stay);
            Query query = em.createNativeQuery(FREE_ROOMS.formatted(look.joins(), look.isFree()), RoomEntity.class);
            bind(query, all(look.joined(), List.of(UuidBytes.of(hotel.value()), guests), look.asked()));
            return stream(query, RoomEntity.class).map(RoomEntity::toRoom).toList();
        });
    }

    @Override
    public List<FreeType> freeTypes(CityFilter filter) {
        FreeNights.Look look = FreeNights.look(filter.stay());
        Position after = filter.after();
        List<Object> behind = after == null
                ? List.of()
                : List.of(
                        after.name().value(),
                        after.name().value(),
                        UuidBytes.of(after.hotel().value()));
        Object[] parameters = all(
                look.joined(),
                List.of(filter.city().value(), filter.minimumStars(), filter.guests()),
                look.asked(),
                behind,
                List.of(filter.limit()));
        String sql = FREE_TYPES.formatted(look.joins(), look.isFree(), after == null ? "" : AFTER, END);
        return database.read("look for hotels with free rooms", em -> {
            Query query = em.createNativeQuery(sql);
            bind(query, parameters);
            return stream(query, Object[].class)
                    .flatMap(row -> freeTypes(hotel(row), ((Number) row[11]).intValue(), (String) row[12]))
                    .toList();
        });
    }

    /**
     * The free rooms of a hotel by type.
     *
     * @param text the rate and the type of each room
     */
    private static Stream<FreeType> freeTypes(Hotel hotel, int rooms, String text) {
        Map<String, FreeType> types = new LinkedHashMap<>();
        int read = 0;
        int from = 0;
        for (int to = text.indexOf(END); to >= 0; to = text.indexOf(END, from)) {
            int space = text.indexOf(' ', from);
            Money rate = new Money(
                    new BigDecimal(text.substring(from, space)), hotel.details().currency());
            String type = text.substring(space + 1, to);
            types.merge(type, new FreeType(hotel, type, 1, rate), FreeType::and);
            from = to + END.length();
            read++;
        }
        if (read != rooms) {
            throw new StorageException(
                    "The server told " + read + " of " + rooms
                            + " free rooms of a hotel: its group_concat_max_len is too small for so many",
                    null);
        }
        return types.values().stream();
    }

    /** Not by way of an entity: to make and manage one for each row takes as long as the server takes to find them. */
    private static Hotel hotel(Object[] row) {
        byte[] owner = (byte[]) row[1];
        HotelDetails details = new HotelDetails(
                (String) row[2],
                (String) row[3],
                (String) row[4],
                ZoneId.of((String) row[5]),
                Currency.getInstance((String) row[6]),
                ((Number) row[7]).intValue(),
                (String) row[8],
                owner == null ? null : new UserId(UuidBytes.toUuid(owner)),
                new CancellationPolicy(((Number) row[9]).intValue(), ((Number) row[10]).intValue()));
        return new Hotel(new HotelId(UuidBytes.toUuid((byte[]) row[0])), details, false);
    }

    private static Object[] all(List<?>... parts) {
        return Stream.of(parts).flatMap(List::stream).toArray();
    }

    @Override
    public List<FreeNight> freeNights(HotelId hotel, @Nullable RoomId room, int guests, Stay nights) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(FreeNights.parameter(nights));
        parameters.add(UuidBytes.of(hotel.value()));
        parameters.add(guests);
        if (room != null) {
            parameters.add(UuidBytes.of(room.value()));
        }
        return database.read("look for free nights", em -> {
            Query query = em.createNativeQuery(FREE_NIGHTS.formatted(room == null ? "" : "and r.id = ?"));
            bind(query, parameters.toArray());
            return stream(query, Object[].class)
                    .map(row -> new FreeNight(
                            LocalDate.parse((String) row[0]),
                            (String) row[1],
                            ((Number) row[2]).intValue(),
                            new Money((BigDecimal) row[3], Currency.getInstance((String) row[4]))))
                    .toList();
        });
    }

    private static void bind(Query query, Object... values) {
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
    }

    /** The interface for native queries knows no type of results. */
    private static <T> Stream<T> stream(Query query, Class<T> type) {
        return ((List<?>) query.getResultList()).stream().map(type::cast);
    }
}
