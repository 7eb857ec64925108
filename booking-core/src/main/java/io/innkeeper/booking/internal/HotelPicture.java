package io.innkeeper.booking.internal;

import io.innkeeper.booking.availability.AvailabilityFeed.HeldNight;
import io.innkeeper.booking.availability.AvailabilityFeed.RoomNights;
import io.innkeeper.booking.availability.AvailabilityFeed.SoldNights;
import io.innkeeper.booking.availability.AvailabilityFeed.Taken;
import io.innkeeper.booking.availability.AvailabilityStore.FreeNight;
import io.innkeeper.booking.availability.AvailabilityStore.FreeType;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.NightGrid;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that search wants to know of a hotel. Immutable: a change makes another one, so that nobody who reads has to wait. */
final class HotelPicture {

    private final Hotel hotel;
    private final RoomTable rooms;
    private final HotelTerms terms;

    /** Never changed once it is here. The nights of holds are taken in it. */
    private final NightGrid grid;

    private final List<Held> held;
    private final Instant firstEnd;
    private final long mark;

    private record Held(int row, LocalDate night, Instant until) {}

    private HotelPicture(Hotel hotel, RoomTable rooms, HotelTerms terms, NightGrid grid, List<Held> held, long mark) {
        this.hotel = hotel;
        this.rooms = rooms;
        this.terms = terms;
        this.grid = grid;
        this.held = held;
        this.firstEnd = held.stream().map(Held::until).min(Instant::compareTo).orElse(Instant.MAX);
        this.mark = mark;
    }

    /**
     * A hotel as it was read.
     *
     * @param blocks the nights that were read of all rooms
     */
    static HotelPicture of(Hotel hotel, List<Room> rooms, HotelTerms terms, int[] blocks, Taken taken, long mark) {
        RoomTable table = new RoomTable(hotel.id(), rooms);
        NightGrid grid = new NightGrid(rooms.size());
        long[] free = new long[rooms.size()];
        for (int block : blocks) {
            grid.learn(block, free);
        }
        List<Held> held = new ArrayList<>();
        fill(table, grid, held, taken);
        return new HotelPicture(hotel, table, terms, grid, held, mark);
    }

    private static void fill(RoomTable table, NightGrid grid, List<Held> held, Taken taken) {
        // The nights of a room come together.
        int row = -1;
        for (SoldNights each : taken.sold()) {
            if (row < 0 || !table.id(row).equals(each.room())) {
                row = table.row(each.room());
            }
            if (row >= 0) {
                grid.take(row, each.block(), each.nights());
            }
        }
        for (HeldNight each : taken.held()) {
            int of = table.row(each.room());
            if (of >= 0) {
                grid.take(of, Stay.of(each.night(), 1));
                held.add(new Held(of, each.night(), each.until()));
            }
        }
    }

    /** With some nights as they are by now; what is said of other hotels' rooms is ignored. */
    HotelPicture with(Collection<RoomNights> looked, Taken taken) {
        NightGrid changed = grid.copy();
        List<Held> stillHeld = new ArrayList<>(held);
        for (RoomNights each : looked) {
            int row = rooms.row(each.room());
            if (row >= 0) {
                changed.give(row, each.nights());
                stillHeld.removeIf(one -> one.row() == row
                        && !one.night().isBefore(each.nights().arrival())
                        && one.night().isBefore(each.nights().departure()));
            }
        }
        fill(rooms, changed, stillHeld, taken);
        return new HotelPicture(hotel, rooms, terms, changed, stillHeld, mark);
    }

    /** Without the holds that have ended by a time. */
    HotelPicture at(Instant time) {
        if (firstEnd.isAfter(time)) {
            return this;
        }
        NightGrid changed = grid.copy();
        List<Held> stillHeld = new ArrayList<>();
        for (Held each : held) {
            if (each.until().isAfter(time)) {
                stillHeld.add(each);
            } else {
                changed.give(each.row(), Stay.of(each.night(), 1));
            }
        }
        return new HotelPicture(hotel, rooms, terms, changed, stillHeld, mark);
    }

    Hotel hotel() {
        return hotel;
    }

    HotelTerms terms() {
        return terms;
    }

    long mark() {
        return mark;
    }

    boolean hasRoom(RoomId room) {
        return rooms.row(room) >= 0;
    }

    boolean hasBlocks(int[] blocks) {
        return Arrays.equals(blocks, grid.blocks());
    }

    boolean knows(Stay stay) {
        return grid.knows(stay);
    }

    boolean hasType(String type) {
        return rooms.kinds().stream().anyMatch(kind -> kind.type().equals(type));
    }

    int size() {
        return rooms.size();
    }

    List<Room> freeRooms(Stay stay, int guests) {
        List<Room> free = new ArrayList<>();
        if (!hotel.closed()) {
            NightGrid.Window window = grid.window(stay);
            for (int row = nextFree(window, 0); row >= 0; row = nextFree(window, row + 1)) {
                if (isFor(rooms.kind(row), guests)) {
                    free.add(rooms.room(row));
                }
            }
        }
        return free;
    }

    private static boolean isFor(RoomTable.Kind kind, int guests) {
        return !kind.closed() && kind.capacity() >= guests;
    }

    private int nextFree(NightGrid.Window window, int from) {
        return window.nextFree(from, rooms.size());
    }

    /** By type, in no order; none if the hotel is closed. */
    Collection<FreeType> freeTypes(Stay stay, int guests) {
        if (hotel.closed()) {
            return List.of();
        }
        List<RoomTable.Kind> kinds = rooms.kinds();
        int[] free = new int[kinds.size()];
        NightGrid.Window window = grid.window(stay);
        for (int row = nextFree(window, 0); row >= 0; row = nextFree(window, row + 1)) {
            free[rooms.kindNumber(row)]++;
        }
        Map<String, FreeType> types = new HashMap<>();
        for (int number = 0; number < free.length; number++) {
            RoomTable.Kind kind = kinds.get(number);
            if (free[number] > 0 && isFor(kind, guests)) {
                types.merge(kind.type(), new FreeType(hotel, kind.type(), free[number], kind.rate()), FreeType::and);
            }
        }
        return types.values();
    }

    /** By night and type, in no order; none if the hotel is closed. */
    List<FreeNight> freeNights(Stay nights) {
        List<FreeNight> found = new ArrayList<>();
        for (LocalDate night : nights.nights()) {
            for (FreeType free : freeTypes(Stay.of(night, 1), 1)) {
                found.add(new FreeNight(night, free.type(), free.rooms(), free.lowestRate()));
            }
        }
        return found;
    }

    /**
     * The nights of a stay on which every open room of a type for some guests is taken; null if one of these rooms is free for
     * all of it, if there is none, or if the hotel is closed.
     */
    @Nullable
    List<LocalDate> soldOut(String type, Stay stay, int guests) {
        if (hotel.closed()) {
            return null;
        }
        List<LocalDate> takenInAll = null;
        for (int row = 0; row < rooms.size(); row++) {
            RoomTable.Kind kind = rooms.kind(row);
            if (kind.type().equals(type) && isFor(kind, guests)) {
                List<LocalDate> taken = grid.taken(row, stay);
                if (taken.isEmpty()) {
                    return null;
                }
                if (takenInAll == null) {
                    takenInAll = taken;
                } else {
                    takenInAll.retainAll(taken);
                }
            }
        }
        return takenInAll;
    }

    /** How many bytes of memory it needs, about, without the hotel itself. */
    long bytes() {
        return grid.bytes() + rooms.bytes() + terms.bytes() + held.size() * 40L;
    }
}
