package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.innkeeper.booking.availability.AvailabilityFeed;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.NightGrid;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an index in memory is made of. Each statement reads ranges of a primary key or of an index, and so little at once that
 * it takes milliseconds; what was committed when it begins, it sees.
 */
final class JpaAvailabilityFeed implements AvailabilityFeed {

    /** More of them are more statements, and not a longer one. */
    private static final int ROOMS_AT_ONCE = 500;

    /** What of a room, a restriction or a rate can change. A hash for each row, so that their order makes no difference;
     * signed, since some drivers and providers take it for a number that is too small for it. */
    private static final List<String> MARKS = List.of(
            "select h.id, cast(crc32(concat_ws('|', h.version, h.closed)) as signed), 1 from hotel h where h.id in (:hotels)",
            """
            select r.hotel_id, cast(bit_xor(crc32(concat_ws('|', hex(r.id), r.version, r.number, r.type, r.capacity,
                r.nightly_rate, r.closed))) as signed), count(*)
            from room r where r.hotel_id in (:hotels) group by r.hotel_id
            """,
            """
            select s.hotel_id, cast(bit_xor(crc32(concat_ws('|', hex(s.id), s.kind, s.type, s.first_day, s.end_day, s.number))) as signed),
                count(*)
            from stay_restriction s where s.hotel_id in (:hotels) group by s.hotel_id
            """,
            """
            select n.hotel_id, cast(bit_xor(crc32(concat_ws('|', n.night, n.rate, n.type))) as signed), count(*)
            from rate_night n where n.hotel_id in (:hotels) and n.night >= ? and n.night < ? group by n.hotel_id
            """);

    /** The last of them has the nights as parameters. */
    private static final int RATES = MARKS.size() - 1;

    /** The day of a night, counted from 1970-01-01. */
    private static final String DAY = "(to_days(n.night) - " + dayNumber(LocalDate.EPOCH) + ")";

    /** The bits of the nights of a block that are sold for good; whether there are others that are held. */
    private static final String TAKEN = "select n.room_id, floor(" + DAY + " / " + NightGrid.NIGHTS + ") as block,"
            + " cast(bit_or((n.expires_at is null) << (" + DAY + " & " + (NightGrid.NIGHTS - 1) + ")) as signed),"
            + " max(n.expires_at is not null) from room_night n where :ranges group by n.room_id, block"
            + " order by n.room_id";

    private static final String HELD = "select n.room_id, cast(n.night as char), cast(n.expires_at as char)"
            + " from room_night n where n.expires_at > utc_timestamp(6) and :ranges";

    private static final String EVENTS = "select e.id from booking_event e force index (primary)"
            + " where e.id >= ? and e.aggregate_type = 'booking'";

    /** An event has the booking as it is after it, so that the event before has it as it was. */
    private static final String TOUCHED = "select " + touched("e") + ", " + touched("b")
            + " from booking_event e left join booking_event b"
            + " on b.aggregate_id = e.aggregate_id and b.sequence = e.sequence - 1 where e.id in (:events)";

    private final Database database;

    JpaAvailabilityFeed(Database database) {
        this.database = database;
    }

    /** As {@code to_days} of SQL counts, from the year 0 on. */
    private static long dayNumber(LocalDate day) {
        return day.toEpochDay() + 719_528;
    }

    private static String touched(String event) {
        return event + ".hotel_id, " + payload(event, "room") + ", " + payload(event, "arrival") + ", "
                + payload(event, "departure");
    }

    private static String payload(String event, String name) {
        return "json_unquote(json_extract(" + event + ".payload, '$." + name + "'))";
    }

    @Override
    public Instant now() {
        return database.read(
                "read the time",
                em -> UtcText.instant((String) em.createNativeQuery("select cast(utc_timestamp(6) as char)")
                        .getSingleResult()));
    }

    @Override
    public List<HotelId> hotels(@Nullable HotelId after, int limit) {
        byte[] behind = after == null ? new byte[0] : UuidBytes.of(after.value());
        return database.read(
                "list hotels",
                em -> rows(em, "select h.id, 0 from hotel h where h.id > ? order by h.id limit ?", behind, limit)
                        .map(row -> new HotelId(uuid(row[0])))
                        .toList());
    }

    @Override
    public Map<HotelId, Long> marks(Collection<HotelId> hotels, Stay nights) {
        if (hotels.isEmpty()) {
            return Map.of();
        }
        return database.read("look whether hotels have changed", em -> {
            Map<HotelId, Long> marks = new HashMap<>();
            for (int i = 0; i < MARKS.size(); i++) {
                List<Object> parameters = ids(hotels);
                if (i == RATES) {
                    parameters.add(nights.arrival().toString());
                    parameters.add(nights.departure().toString());
                }
                rows(em, withMarks(MARKS.get(i), ":hotels", hotels.size()), parameters.toArray())
                        .forEach(row -> marks.merge(
                                new HotelId(uuid(row[0])),
                                31 * number(row[1]) + number(row[2]),
                                (before, more) -> before * 31 + more));
            }
            return marks;
        });
    }

    @Override
    public List<HotelWithRooms> read(Collection<HotelId> hotels) {
        if (hotels.isEmpty()) {
            return List.of();
        }
        Object[] ids = ids(hotels).toArray();
        return database.read("read hotels and their rooms", em -> {
            List<Hotel> found = entities(em, HotelEntity.class, "select * from hotel h where h.id in (:hotels)", ids)
                    .map(HotelEntity::toHotel)
                    .toList();
            Map<HotelId, List<Room>> rooms = entities(
                            em,
                            RoomEntity.class,
                            "select * from room r where r.hotel_id in (:hotels) order by r.hotel_id, r.number",
                            ids)
                    .map(RoomEntity::toRoom)
                    .collect(groupingBy(Room::hotel));
            return found.stream()
                    .map(hotel -> new HotelWithRooms(hotel, rooms.getOrDefault(hotel.id(), List.of())))
                    .toList();
        });
    }

    private static <T> Stream<T> entities(EntityManager em, Class<T> type, String sql, Object[] ids) {
        Query query = em.createNativeQuery(withMarks(sql, ":hotels", ids.length), type);
        bind(query, ids);
        return ((List<?>) query.getResultList()).stream().map(type::cast);
    }

    @Override
    public Taken taken(Collection<RoomNights> nights) {
        Map<RoomId, List<RoomNights>> byRoom = nights.stream().collect(groupingBy(RoomNights::room));
        List<List<RoomNights>> rooms = List.copyOf(byRoom.values());
        return database.read("read which nights are taken", em -> {
            List<SoldNights> sold = new ArrayList<>();
            List<HeldNight> held = new ArrayList<>();
            for (int i = 0; i < rooms.size(); i += ROOMS_AT_ONCE) {
                List<List<RoomNights>> some = rooms.subList(i, Math.min(rooms.size(), i + ROOMS_AT_ONCE));
                List<RoomNights> looked = some.stream().flatMap(List::stream).toList();
                List<RoomId> withHolds = addSold(em, looked, sold);
                if (!withHolds.isEmpty()) {
                    addHeld(
                            em,
                            withHolds.stream()
                                    .flatMap(room -> byRoom.getOrDefault(room, List.of()).stream())
                                    .toList(),
                            held);
                }
            }
            return new Taken(sold, held);
        });
    }

    /** Which of the rooms have nights that are held. */
    private static List<RoomId> addSold(EntityManager em, List<RoomNights> looked, List<SoldNights> sold) {
        List<RoomId> withHolds = new ArrayList<>();
        rows(em, withRanges(TAKEN, looked)).forEach(row -> {
            RoomId room = new RoomId(uuid(row[0]));
            long nights = number(row[2]);
            if (nights != 0) {
                sold.add(new SoldNights(room, Math.toIntExact(number(row[1])), nights));
            }
            if (number(row[3]) != 0) {
                withHolds.add(room);
            }
        });
        return withHolds.stream().distinct().toList();
    }

    /** What was made a booking for good since the other statement has an event, by which it is looked at again. */
    private static void addHeld(EntityManager em, List<RoomNights> looked, List<HeldNight> held) {
        rows(em, withRanges(HELD, looked))
                .forEach(row -> held.add(new HeldNight(
                        new RoomId(uuid(row[0])), LocalDate.parse((String) row[1]), UtcText.instant((String) row[2]))));
    }

    /**
     * The nights as ranges of the primary key. Ids and dates are literals here: the provider takes time that grows with the
     * square of the number of parameters.
     */
    private static String withRanges(String sql, List<RoomNights> looked) {
        Map<Stay, List<RoomNights>> byNights = looked.stream().collect(groupingBy(RoomNights::nights));
        return sql.replace(
                ":ranges",
                byNights.entrySet().stream()
                        .map(entry -> "(n.room_id in ("
                                + entry.getValue().stream()
                                        .map(each -> literal(each.room().value()))
                                        .collect(joining(", "))
                                + ") and n.night >= '" + entry.getKey().arrival() + "' and n.night < '"
                                + entry.getKey().departure() + "')")
                        .collect(joining(" or ", "(", ")")));
    }

    private static String literal(UUID id) {
        return "x'" + id.toString().replace("-", "") + "'";
    }

    @Override
    public List<UUID> eventsSince(Instant time) {
        // As version 7 has it: the time comes first.
        byte[] lowest = UuidBytes.of(new UUID(time.toEpochMilli() << 16, 0));
        return database.read("look for events", em -> {
            Query query = em.createNativeQuery(EVENTS).setParameter(1, lowest);
            return ((List<?>) query.getResultList())
                    .stream().map(JpaAvailabilityFeed::uuid).toList();
        });
    }

    @Override
    public List<RoomNights> touchedBy(Collection<UUID> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Object[] ids = events.stream().map(UuidBytes::of).toArray();
        return database.read(
                "read which nights events are about",
                em -> rows(em, withMarks(TOUCHED, ":events", ids.length), ids)
                        .flatMap(row -> Stream.of(Arrays.copyOfRange(row, 0, 4), Arrays.copyOfRange(row, 4, 8)))
                        .filter(part -> part[0] != null)
                        .map(part -> new RoomNights(
                                new HotelId(uuid(part[0])),
                                new RoomId(UUID.fromString((String) part[1])),
                                new Stay(LocalDate.parse((String) part[2]), LocalDate.parse((String) part[3]))))
                        .distinct()
                        .toList());
    }

    private static String withMarks(String sql, String place, int number) {
        return sql.replace(place, SqlText.rows(number, "?"));
    }

    private static List<Object> ids(Collection<HotelId> hotels) {
        List<Object> ids = new ArrayList<>();
        hotels.forEach(hotel -> ids.add(UuidBytes.of(hotel.value())));
        return ids;
    }

    private static Stream<Object[]> rows(EntityManager em, String sql, Object... parameters) {
        Query query = em.createNativeQuery(sql);
        bind(query, parameters);
        return ((List<?>) query.getResultList()).stream().map(Object[].class::cast);
    }

    private static void bind(Query query, Object... values) {
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
    }

    private static UUID uuid(Object value) {
        return UuidBytes.toUuid((byte[]) value);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
