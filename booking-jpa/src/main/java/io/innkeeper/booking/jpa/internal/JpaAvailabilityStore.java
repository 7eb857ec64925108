package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore.Position;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** What is free: each look-up is one statement, which sees what is committed when it begins. */
final class JpaAvailabilityStore implements AvailabilityStore {

    private static final String FREE_ROOMS = """
            select r.id, r.hotel_id, r.number, r.type, r.capacity, r.nightly_rate, r.currency, r.closed, r.version
            from hotel h join room r on r.hotel_id = h.id
            where h.id = ? and h.closed = false and r.closed = false and r.capacity >= ? and
            """ + FreeNights.IS_FREE + "order by r.nightly_rate, r.number";

    /** Groups in the order of an index of {@code hotel}, so that the server may stop at the limit. */
    private static final String FREE_HOTELS = """
            select h.id, h.owner_id, h.name, h.name_key, h.city, h.city_key, h.address, h.time_zone, h.currency, h.stars,
                h.description, h.free_days, h.fee_percent, h.closed, h.version, offer.free_rooms, offer.lowest_rate
            from (
                select h.name_key, h.id, count(*) as free_rooms, min(r.nightly_rate) as lowest_rate
                from hotel h join room r on r.hotel_id = h.id
                where h.city_key = ? and h.closed = false and h.stars >= ? and r.closed = false and r.capacity >= ? and
            """
            + FreeNights.IS_FREE
            + "%s group by h.name_key, h.id order by h.name_key, h.id limit ?) offer"
            + " join hotel h on h.id = offer.id order by h.name_key, h.id";

    private static final String AFTER = " and (h.name_key > ? or (h.name_key = ? and h.id > ?))";

    private final Database database;

    JpaAvailabilityStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Room> freeRooms(HotelId hotel, Stay stay, int guests) {
        return database.read("look for free rooms", em -> {
            Query query = em.createNativeQuery(FREE_ROOMS, RoomEntity.class);
            bind(query, UuidBytes.of(hotel.value()), guests, FreeNights.parameter(stay));
            return stream(query, RoomEntity.class).map(RoomEntity::toRoom).toList();
        });
    }

    @Override
    public List<HotelOffer> freeHotels(CityFilter filter) {
        Stay stay = filter.stay();
        Position after = filter.after();
        Stream<Object> first =
                Stream.of(filter.city().value(), filter.minimumStars(), filter.guests(), FreeNights.parameter(stay));
        Stream<Object> behind = after == null
                ? Stream.of()
                : Stream.of(
                        after.name().value(),
                        after.name().value(),
                        UuidBytes.of(after.hotel().value()));
        Object[] parameters = Stream.of(first, behind, Stream.<Object>of(filter.limit()))
                .flatMap(s -> s)
                .toArray();
        String sql = FREE_HOTELS.formatted(after == null ? "" : AFTER);
        return database.read("look for hotels with free rooms", em -> {
            Query query = em.createNativeQuery(sql, HotelEntity.OFFER);
            bind(query, parameters);
            return stream(query, Object[].class).map(row -> offer(row, stay)).toList();
        });
    }

    private static HotelOffer offer(Object[] row, Stay stay) {
        Hotel hotel = ((HotelEntity) row[0]).toHotel();
        Money lowestRate = new Money((BigDecimal) row[2], hotel.details().currency());
        return new HotelOffer(hotel, ((Number) row[1]).intValue(), lowestRate.times(stay.length()));
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
