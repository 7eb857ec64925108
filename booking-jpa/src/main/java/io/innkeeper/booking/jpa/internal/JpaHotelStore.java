package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.SearchKey;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Hotels and rooms.
 *
 * <p>How closing keeps its word: a change that takes nights inserts them, and the foreign key of {@code room_night} takes a
 * shared lock on the row of the room, which it keeps until it has committed; its last statement then looks whether room
 * and hotel are open. Closing writes to the very rows: so either it comes first, and the insert waits and then sees what
 * is closed, or it waits for the change to commit. That is why closing a hotel also touches each of its rooms, and why to
 * close what is closed is a write just the same. Adding a room waits, too, since it locks the hotel's
 * row.
 *
 * <p>Whatever changes a hotel, one of its rooms or its terms raises the version of the hotel, and does that first: so whoever
 * remembers them can tell that they have changed, and no two who do it wait for one another in a circle.
 */
final class JpaHotelStore implements HotelStore {

    private final Database database;
    private final JpaRooms rooms;

    JpaHotelStore(Database database) {
        this.database = database;
        this.rooms = new JpaRooms(database);
    }

    @Override
    public void add(Hotel hotel) {
        database.write(
                "add a hotel",
                em -> {
                    em.persist(new HotelEntity(hotel));
                    em.flush();
                    return true;
                },
                violation -> {
                    throw ownerIsMissing(violation, hotel.details());
                });
    }

    private static RuntimeException ownerIsMissing(ConstraintViolation violation, HotelDetails details) {
        UserId owner = details.owner();
        return owner != null && violation.is(SqlFailure.MISSING_PARENT)
                ? new NotFoundException("user", owner)
                : violation.unexpected();
    }

    @Override
    public Optional<Hotel> update(HotelId hotel, HotelDetails details) {
        return database.write(
                "update a hotel",
                em -> {
                    // Locked before it is read: its version cannot be stale when it is written, and no room be added.
                    HotelEntity entity = em.find(HotelEntity.class, hotel.value(), LockModeType.PESSIMISTIC_WRITE);
                    if (entity == null || (!entity.isIn(details.currency()) && rooms.isAnyOf(em, hotel))) {
                        return Optional.empty();
                    }
                    entity.describe(details);
                    em.flush();
                    return Optional.of(entity.toHotel());
                },
                violation -> {
                    throw ownerIsMissing(violation, details);
                });
    }

    @Override
    public Optional<Hotel> setClosed(HotelId hotel, boolean closed) {
        return database.write(closed ? "close a hotel" : "reopen a hotel", em -> {
            raiseEdition(em, hotel.value());
            em.createQuery("update HotelEntity h set h.closed = :closed where h.id = :hotel")
                    .setParameter("closed", closed)
                    .setParameter("hotel", hotel.value())
                    .executeUpdate();
            if (closed) {
                em.createQuery("update RoomEntity r set r.version = r.version + 1 where r.hotelId = :hotel")
                        .setParameter("hotel", hotel.value())
                        .executeUpdate();
            }
            return findHotel(em, hotel);
        });
    }

    /** Says that a hotel, a room of it or its terms are being changed. */
    static void raiseEdition(EntityManager em, UUID hotel) {
        em.createQuery("update HotelEntity h set h.version = h.version + 1 where h.id = :hotel")
                .setParameter("hotel", hotel)
                .executeUpdate();
    }

    /**
     * A hotel and which edition of it that is.
     *
     * @param edition counts the changes to it, its rooms and its terms
     */
    record Edition(Hotel hotel, int edition) {}

    Optional<Edition> findEdition(HotelId hotel) {
        return database.read(
                "read a hotel",
                em -> Optional.ofNullable(em.find(HotelEntity.class, hotel.value()))
                        .map(found -> new Edition(found.toHotel(), found.edition())));
    }

    /** The hotel that a room belongs to. */
    Optional<HotelId> hotelOf(RoomId room) {
        return database.read("find the hotel of a room", em -> JpaRooms.hotelOf(em, room))
                .map(HotelId::new);
    }

    @Override
    public Optional<Hotel> find(HotelId hotel) {
        return database.read("read a hotel", em -> findHotel(em, hotel));
    }

    private static Optional<Hotel> findHotel(EntityManager em, HotelId hotel) {
        return Optional.ofNullable(em.find(HotelEntity.class, hotel.value())).map(HotelEntity::toHotel);
    }

    @Override
    public List<Hotel> list(Filter filter) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder jpql = new StringBuilder("select h from HotelEntity h where h.stars >= :stars");
        parameters.put("stars", filter.minimumStars());
        if (!filter.alsoClosed()) {
            jpql.append(" and h.closed = false");
        }
        SearchKey city = filter.city();
        if (city != null) {
            jpql.append(" and h.cityKey = :city");
            parameters.put("city", city.value());
        }
        SearchKey name = filter.name();
        if (name != null) {
            jpql.append(" and h.nameKey like :name escape '!'");
            parameters.put("name", "%" + escaped(name.value()) + "%");
        }
        UserId owner = filter.owner();
        if (owner != null) {
            jpql.append(" and h.ownerId = :owner");
            parameters.put("owner", owner.value());
        }
        Position after = filter.after();
        if (after != null) {
            jpql.append(" and (h.nameKey > :afterName or (h.nameKey = :afterName and h.id > :afterId))");
            parameters.put("afterName", after.name().value());
            parameters.put("afterId", after.hotel().value());
        }
        jpql.append(" order by h.nameKey, h.id");
        return database.read("list hotels", em -> {
            TypedQuery<HotelEntity> query = em.createQuery(jpql.toString(), HotelEntity.class);
            parameters.forEach(query::setParameter);
            return query.setMaxResults(filter.limit())
                    .getResultStream()
                    .map(HotelEntity::toHotel)
                    .toList();
        });
    }

    /** Not by a backslash, whose meaning in a literal depends on the SQL mode. */
    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    @Override
    public boolean addRooms(List<Room> added) {
        return rooms.add(added);
    }

    @Override
    public Optional<Room> updateRoom(RoomId room, RoomDetails details) {
        return rooms.update(room, details);
    }

    @Override
    public Optional<Room> setRoomClosed(RoomId room, boolean closed) {
        return rooms.setClosed(room, closed);
    }

    @Override
    public Optional<RoomOfHotel> findRoom(RoomId room) {
        return rooms.find(room);
    }

    @Override
    public Optional<RoomOfHotel> findRoom(HotelId hotel, RoomId room) {
        return rooms.find(hotel, room);
    }

    @Override
    public List<Room> rooms(HotelId hotel) {
        return rooms.ofHotel(hotel);
    }
}
