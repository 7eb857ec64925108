package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code room}, on behalf of {@link JpaHotelStore}. */
final class JpaRooms {

    private final Database database;

    JpaRooms(Database database) {
        this.database = database;
    }

    boolean add(Room room) {
        return database.write(
                "add a room",
                em -> {
                    em.persist(new RoomEntity(room));
                    em.flush();
                    return true;
                },
                violation -> {
                    if (fitsNoHotel(violation, room.hotel().value(), room.details())) {
                        return false;
                    }
                    throw numberIsTaken(violation, room.hotel().value(), room.number());
                });
    }

    /**
     * Whether there is no hotel of this id and the currency of the rate. Looked up after a duplicate as well: of a room
     * that is wrong in both ways one server tells the one, another the other.
     */
    private boolean fitsNoHotel(ConstraintViolation violation, UUID hotel, RoomDetails details) {
        return violation.is(SqlFailure.MISSING_PARENT)
                || database.read("read a hotel", em -> Optional.ofNullable(em.find(HotelEntity.class, hotel)))
                        .filter(found -> found.toHotel()
                                .details()
                                .currency()
                                .equals(details.nightlyRate().currency()))
                        .isEmpty();
    }

    /** A duplicate is one of the number or of an id, and only the former is an answer. */
    private RuntimeException numberIsTaken(ConstraintViolation violation, UUID hotel, String number) {
        boolean isTaken = violation.is(SqlFailure.DUPLICATE)
                && ofHotel(new HotelId(hotel)).stream()
                        .anyMatch(room -> room.number().equals(number));
        return isTaken ? new AlreadyExistsException("number", number) : violation.unexpected();
    }

    Optional<Room> update(RoomId room, RoomDetails details) {
        return database.write(
                "update a room",
                em -> {
                    RoomEntity entity = em.find(RoomEntity.class, room.value(), LockModeType.PESSIMISTIC_WRITE);
                    if (entity == null) {
                        return Optional.empty();
                    }
                    entity.describe(details);
                    em.flush();
                    return Optional.of(entity.toRoom());
                },
                violation -> {
                    UUID hotel = find(room)
                            .orElseThrow(violation::unexpected)
                            .hotel()
                            .id()
                            .value();
                    if (fitsNoHotel(violation, hotel, details)) {
                        return Optional.empty();
                    }
                    throw numberIsTaken(violation, hotel, details.number());
                });
    }

    Optional<Room> setClosed(RoomId room, boolean closed) {
        return database.write(closed ? "close a room" : "reopen a room", em -> {
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
                        .map(row -> new RoomOfHotel(((RoomEntity) row[0]).toRoom(), ((HotelEntity) row[1]).toHotel()))
                        .findFirst());
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
