package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RestrictionId;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The terms of hotels. Whoever asks for them knows the hotels and the dates, so that each look-up is of ranges of keys. */
final class JpaTariffStore implements TariffStore {

    /** One statement, so that of two who set a rate at once, one comes first for all nights. */
    private static final String SET_RATE = "insert into rate_night (hotel_id, night, type, rate, currency)"
            + " select ?, stay.night, ?, ?, ? from " + FreeNights.STAY + " on duplicate key update rate = ?";

    private static final String CLEAR_RATES =
            "delete from rate_night where hotel_id = ? and night >= ? and night < ? and type = ?";

    /** A rate has no day on which it ends. */
    private static final String TERMS = "select n.hotel_id, n.type, cast(n.night as char), null as last_day, n.rate,"
            + " n.currency, null as kind, 0 as number from rate_night n"
            + " where n.hotel_id in (:hotels) and n.night >= ? and n.night < ?"
            + " union all select s.hotel_id, s.type, cast(s.first_day as char), cast(s.end_day as char), null, null,"
            + " s.kind, s.number from stay_restriction s"
            + " where s.hotel_id in (:hotels) and s.end_day > ? and s.first_day <= ?";

    private static final String RESTRICTIONS = "select s.id, s.kind, s.type, cast(s.first_day as char),"
            + " cast(s.end_day as char), s.number from stay_restriction s where s.hotel_id = ? order by s.id";

    private final Database database;

    JpaTariffStore(Database database) {
        this.database = database;
    }

    @Override
    public void setRate(HotelId hotel, String type, Stay nights, Money rate) {
        database.write("set a rate", em -> {
            JpaHotelStore.raiseEdition(em, hotel.value());
            return bind(
                            em,
                            SET_RATE,
                            UuidBytes.of(hotel.value()),
                            type,
                            rate.amount(),
                            rate.currency().getCurrencyCode(),
                            FreeNights.parameter(nights),
                            rate.amount())
                    .executeUpdate();
        });
    }

    @Override
    public void clearRates(HotelId hotel, String type, Stay nights) {
        database.write("clear rates", em -> {
            JpaHotelStore.raiseEdition(em, hotel.value());
            return bind(
                            em,
                            CLEAR_RATES,
                            UuidBytes.of(hotel.value()),
                            nights.arrival().toString(),
                            nights.departure().toString(),
                            type)
                    .executeUpdate();
        });
    }

    @Override
    public void add(HotelRestriction added) {
        Restriction restriction = added.restriction();
        database.write("add a restriction", em -> {
            JpaHotelStore.raiseEdition(em, added.hotel().value());
            return bind(
                            em,
                            "insert into stay_restriction (id, hotel_id, kind, type, first_day, end_day, number)"
                                    + " values (?, ?, ?, nullif(?, ''), ?, ?, ?)",
                            UuidBytes.of(added.id().value()),
                            UuidBytes.of(added.hotel().value()),
                            restriction.kind().name(),
                            Objects.requireNonNullElse(restriction.roomType(), ""),
                            restriction.days().arrival().toString(),
                            restriction.days().departure().toString(),
                            restriction.number())
                    .executeUpdate();
        });
    }

    @Override
    public List<HotelRestriction> restrictions(HotelId hotel) {
        return database.read("list restrictions", em -> {
            List<?> rows = bind(em, RESTRICTIONS, UuidBytes.of(hotel.value())).getResultList();
            return rows.stream()
                    .map(found -> {
                        Object[] row = (Object[]) found;
                        return new HotelRestriction(
                                new RestrictionId(UuidBytes.toUuid((byte[]) row[0])),
                                hotel,
                                restriction(row[1], row[2], row[3], row[4], row[5]));
                    })
                    .toList();
        });
    }

    @Override
    public boolean remove(HotelId hotel, RestrictionId restriction) {
        int removed = database.write("remove a restriction", em -> {
            JpaHotelStore.raiseEdition(em, hotel.value());
            return bind(
                            em,
                            "delete from stay_restriction where id = ? and hotel_id = ?",
                            UuidBytes.of(restriction.value()),
                            UuidBytes.of(hotel.value()))
                    .executeUpdate();
        });
        return removed > 0;
    }

    private static Restriction restriction(
            Object kind, @Nullable Object type, Object firstDay, Object endDay, Object number) {
        return new Restriction(
                Restriction.Kind.valueOf((String) kind),
                (String) type,
                new Stay(LocalDate.parse((String) firstDay), LocalDate.parse((String) endDay)),
                ((Number) number).intValue());
    }

    @Override
    public Map<HotelId, Tariff> find(Collection<HotelId> hotels, Stay stay) {
        String sql = TERMS.replace(":hotels", SqlText.rows(hotels.size(), "?"));
        List<?> rows = database.read(
                "read the terms of a stay",
                em -> bind(em, sql, parameters(hotels, stay)).getResultList());
        Map<HotelId, Map<String, Map<LocalDate, Money>>> rates = new HashMap<>();
        Map<HotelId, List<Restriction>> restrictions = new HashMap<>();
        for (Object found : rows) {
            Object[] row = (Object[]) found;
            HotelId hotel = new HotelId(UuidBytes.toUuid((byte[]) row[0]));
            if (row[6] != null) {
                restrictions
                        .computeIfAbsent(hotel, id -> new ArrayList<>())
                        .add(restriction(row[6], row[1], row[2], row[3], row[7]));
            } else {
                rates.computeIfAbsent(hotel, id -> new HashMap<>())
                        .computeIfAbsent((String) row[1], type -> new HashMap<>())
                        .put(
                                LocalDate.parse((String) row[2]),
                                new Money((BigDecimal) row[4], Currency.getInstance((String) row[5])));
            }
        }
        Map<HotelId, Tariff> tariffs = new HashMap<>();
        for (HotelId hotel : hotels) {
            tariffs.put(
                    hotel,
                    new Tariff(rates.getOrDefault(hotel, Map.of()), restrictions.getOrDefault(hotel, List.of())));
        }
        return tariffs;
    }

    private static Object[] parameters(Collection<HotelId> hotels, Stay stay) {
        List<Object> parameters = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            hotels.forEach(hotel -> parameters.add(UuidBytes.of(hotel.value())));
            parameters.add(stay.arrival().toString());
            parameters.add(stay.departure().toString());
        }
        return parameters.toArray();
    }

    private static Query bind(EntityManager em, String sql, Object... values) {
        Query query = em.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query;
    }
}
