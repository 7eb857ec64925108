package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.toSet;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table {@code room}, on behalf of {@link JpaHotelStore}. */
final class JpaRooms {

    private final Database database;

    JpaRooms(Database database) {
        this.database = database;
    }

    boolean add(List<Room> rooms) {
        UUID hotel = rooms.get(0).hotel().value();
        return database.write(
                "add rooms",
                em -> {
                    if (!isCurrencyOf(em, hotel, rooms.get(0).details())) {
                        return false;
                    }
                    JpaHotelStore.raiseEdition(em, hotel);
                    rooms.forEach(room -> em.persist(new RoomEntity(room)));
                    em.flush();
                    return true;
                },
                violation -> {
                    throw numberIsTaken(
                            violation, hotel, rooms.stream().map(Room::number).collect(toSet()));
                });
    }

    Optional<Room> update(RoomId room, RoomDetails details) {
        return database.write(
                "update a room",
                em -> {
                    Optional<UUID> hotel = hotelOf(em, room);
                    if (hotel.isEmpty() || !isCurrencyOf(em, hotel.get(), details)) {
                        return Optional.empty();
                    }
                    JpaHotelStore.raiseEdition(em, hotel.get());
                    RoomEntity entity = em.find(RoomEntity.class, room.value(), LockModeType.PESSIMISTIC_WRITE);
                    entity.describe(details);
                    em.flush();
                    return Optional.of(entity.toRoom());
                },
                violation -> {
                    RoomOfHotel found = find(room).orElseThrow(violation::unexpected);
                    throw numberIsTaken(violation, found.hotel().id().value(), Set.of(details.number()));
                });
    }

    /**
     * Whether there is such a hotel and the rate is in its currency. Locks the hotel's row, so that it stays so until the
     * transaction ends: by the foreign key alone, MySQL 9.7 lets the two part in a race.
     */
    private static boolean isCurrencyOf(EntityManager em, UUID hotel, RoomDetails details) {
        HotelEntity locked = em.find(HotelEntity.class, hotel, LockModeType.PESSIMISTIC_WRITE);
        return locked != null && locked.isIn(details.nightlyRate().currency());
    }

    static Optional<UUID> hotelOf(EntityManager em, RoomId room) {
        return em.createQuery("select r.hotelId from RoomEntity r where r.id = :room", UUID.class)
                .setParameter("room", room.value())
                .getResultStream()
                .findFirst();
    }

    /** A duplicate is one of the number or of an id, and only the former is an answer. */
    private RuntimeException numberIsTaken(ConstraintViolation violation, UUID hotel, Set<String> numbers) {
        if (!violation.is(SqlFailure.DUPLICATE)) {
            return violation.unexpected();
        }
        return ofHotel(new HotelId(hotel)).stream()
                .map(Room::number)
                .filter(numbers::contains)
                .findFirst()
                .<RuntimeException>map(taken -> new AlreadyExistsException("number", taken))
                .orElseGet(violation::unexpected);
    }

    Optional<Room> setClosed(RoomId room, boolean closed) {
        return database.write(closed ? "close a room" : "reopen a room", em -> {
            hotelOf(em, room).ifPresent(hotel -> JpaHotelStore.raiseEdition(em, hotel));
            em.createQuery("update RoomEntity r set r.closed = :closed, r.version = r.version + 1 where r.id = :room")
                    .setParameter("closed", closed)
                    .setParameter("room", room.value())
                    .executeUpdate();
            return Optional.ofNullable(em.find(RoomEntity.class, room.value())).map(RoomEntity::toRoom);
        });
    }

    Optional<RoomOfHotel> find(RoomId room) {
        return database.read(
                "read a room",
                em -> em.createQuery(
                                "select r, h from RoomEntity r, HotelEntity h where r.id = :room and h.id = r.hotelId",
                                Object[].class)
                        .setParameter("room", room.value())
                        .getResultStream()
                        .map(JpaRooms::roomOfHotel)
                        .findFirst());
    }

    Optional<RoomOfHotel> find(HotelId hotel, RoomId room) {
        return database.read(
                "read a room",
                em -> em.createQuery(
                                "select r, h from RoomEntity r, HotelEntity h"
                                        + " where r.id = :room and r.hotelId = :hotel and h.id = :hotel",
                                Object[].class)
                        .setParameter("room", room.value())
                        .setParameter("hotel", hotel.value())
                        .getResultStream()
                        .map(JpaRooms::roomOfHotel)
                        .findFirst());
    }

    private static RoomOfHotel roomOfHotel(Object[] row) {
        return new RoomOfHotel(((RoomEntity) row[0]).toRoom(), ((HotelEntity) row[1]).toHotel());
    }

    boolean isAnyOf(EntityManager em, HotelId hotel) {
        return em.createQuery("select count(r) from RoomEntity r where r.hotelId = :hotel", Long.class)
                        .setParameter("hotel", hotel.value())
                        .getSingleResult()
                > 0;
    }

    List<Room> ofHotel(HotelId hotel) {
        return database.read(
                "list rooms",
                em -> em.createQuery(
                                "select r from RoomEntity r where r.hotelId = :hotel order by r.number",
                                RoomEntity.class)
                        .setParameter("hotel", hotel.value())
                        .getResultStream()
                        .map(RoomEntity::toRoom)
                        .toList());
    }
}
