package io.innkeeper.booking.jpa.internal;

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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is free: each look-up is one statement, which sees what is committed when it begins. */
final class JpaAvailabilityStore implements AvailabilityStore {

    /** Looks each night of each room up by the whole primary key of {@code room_night}. */
    private static final String FREE_NIGHTS = """
            select cast(stay.night as char), r.type, count(*), min(r.nightly_rate), min(r.currency)
            from hotel h join room r on r.hotel_id = h.id join
            """ + FreeNights.STAY + """
                 left join room_night n on n.room_id = r.id and n.hotel_id = r.hotel_id and n.night = stay.night
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
            Query query = em.createNativeQuery(freeRooms(look), RoomEntity.class);
            bind(query, all(look.joined(), List.of(UuidBytes.of(hotel.value()), guests), look.asked()));
            return stream(query, RoomEntity.class).map(RoomEntity::toRoom).toList();
        });
    }

    private static String freeRooms(FreeNights.Look look) {
        return """
            select r.id, r.hotel_id, r.number, r.type, r.capacity, r.nightly_rate, r.currency, r.closed, r.version
            from hotel h join room r on r.hotel_id = h.id %s
            where h.id = ? and h.closed = false and r.closed = false and r.capacity >= ? and %s
            order by r.number
            """.formatted(look.joins(), look.isFree());
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
                List.of(filter.city().value(), filter.minimumStars()),
                look.joined(),
                List.of(filter.guests()),
                look.asked(),
                behind,
                List.of(filter.limit()),
                look.joined(),
                List.of(filter.guests()),
                look.asked());
        String sql = freeTypes(look, after == null ? "" : AFTER);
        return database.read("look for hotels with free rooms", em -> {
            Query query = em.createNativeQuery(sql);
            bind(query, parameters);
            return stream(query, Object[].class)
                    .map(JpaAvailabilityStore::freeType)
                    .toList();
        });
    }

    /**
     * Goes through the hotels in the order of an index, so that the server may stop at the limit, and looks closer only at
     * those that it then has. Columns rather than entities: to make and manage one for each row takes as long as to find it.
     */
    private static String freeTypes(FreeNights.Look look, String behind) {
        return """
            select h.id, h.owner_id, h.name, h.city, h.address, h.time_zone, h.currency, h.stars, h.description, h.free_days,
                h.fee_percent, free.type, free.rooms, free.lowest_rate
            from (
                select page.id, r.type, count(*) as rooms, min(r.nightly_rate) as lowest_rate
                from (
                    select h.id from hotel h
                    where h.city_key = ? and h.closed = false and h.stars >= ? and
                        (select 1 from room r %1$s
                         where r.hotel_id = h.id and r.closed = false and r.capacity >= ? and %2$s limit 1) is not null %3$s
                    order by h.name_key, h.id limit ?) page
                    join room r on r.hotel_id = page.id %1$s
                where r.closed = false and r.capacity >= ? and %2$s
                group by page.id, r.type) free
                join hotel h on h.id = free.id
            order by h.name_key, h.id
            """.formatted(look.joins(), look.isFree(), behind);
    }

    private static FreeType freeType(Object[] row) {
        byte[] owner = (byte[]) row[1];
        Currency currency = Currency.getInstance((String) row[6]);
        HotelDetails details = new HotelDetails(
                (String) row[2],
                (String) row[3],
                (String) row[4],
                ZoneId.of((String) row[5]),
                currency,
                ((Number) row[7]).intValue(),
                (String) row[8],
                owner == null ? null : new UserId(UuidBytes.toUuid(owner)),
                new CancellationPolicy(((Number) row[9]).intValue(), ((Number) row[10]).intValue()));
        Hotel hotel = new Hotel(new HotelId(UuidBytes.toUuid((byte[]) row[0])), details, false);
        return new FreeType(
                hotel, (String) row[11], ((Number) row[12]).intValue(), new Money((BigDecimal) row[13], currency));
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
