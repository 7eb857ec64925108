package io.innkeeper.booking.memory;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.StorageFixture;
import java.lang.reflect.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One storage in memory, which every application shares, and a look into its maps. */
final class MemoryStorageFixture implements StorageFixture {

    private static final Stay ALWAYS = new Stay(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));

    /** Stands for a booking that is not there. */
    private static final BookingId NOBODY = new BookingId(new UUID(0, 0));

    private final MemoryStorage storage = new MemoryStorage();

    @Override
    public Storage open() {
        return storage;
    }

    @Override
    public List<Booking> bookings(HotelId hotel) {
        return bookings().stream()
                .filter(booking -> booking.hotel().equals(hotel))
                .toList();
    }

    private Collection<Booking> bookings() {
        return map(part("bookings"), "bookings").values().stream()
                .map(Booking.class::cast)
                .toList();
    }

    /** What the cells of the rooms say, whatever the bookings say. */
    @Override
    public List<SoldNight> soldNights(HotelId hotel) {
        List<Booking> bookings = bookings(hotel);
        List<SoldNight> sold = new ArrayList<>();
        for (RoomCell cell : ((MemoryRooms) part("rooms")).of(hotel)) {
            RoomCell.State state = cell.read();
            for (LocalDate night : state.occupancy().taken(ALWAYS)) {
                sold.add(
                        new SoldNight(state.room().id(), night, owner(state.occupancy(), Stay.of(night, 1), bookings)));
            }
        }
        return sold;
    }

    private static BookingId owner(Occupancy occupancy, Stay night, List<Booking> bookings) {
        return bookings.stream()
                .filter(booking -> booking.stay().overlaps(night))
                .map(Booking::id)
                .filter(booking -> occupancy.giveBack(night, booking).isPresent())
                .findFirst()
                .orElse(NOBODY);
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of(
                "users", size(part("accounts"), "credentials"),
                "hotels", size(part("hotels"), "hotels"),
                "rooms", size(part("rooms"), "cells"),
                "bookings", size(part("bookings"), "bookings"));
    }

    private Object part(String name) {
        return field(storage, name);
    }

    private static long size(Object part, String map) {
        return map(part, map).size();
    }

    private static Map<?, ?> map(Object part, String name) {
        return (Map<?, ?>) field(part, name);
    }

    private static Object field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the storage has no such field", e);
        }
    }

    @Override
    public void close() {}
}
