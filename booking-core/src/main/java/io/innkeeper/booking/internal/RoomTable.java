package io.innkeeper.booking.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rooms of a hotel in little memory: what rooms have in common is kept once, and a {@link Room} is made when somebody
 * asks for it. Immutable.
 */
final class RoomTable {

    /** What rooms have in common. */
    record Kind(String type, int capacity, Money rate, boolean closed) {}

    private static final int BYTES_A_ROOM = 2 * Long.BYTES + Integer.BYTES + Character.BYTES;

    private final HotelId hotel;

    /** Two words for each room. */
    private final long[] ids;

    /** The numbers of all rooms, one after the other; where each ends is in {@link #ends}. */
    private final byte[] numbers;

    private final int[] ends;
    private final char[] kindOf;
    private final List<Kind> kinds;

    /** @param rooms row {@code i} is room {@code i} */
    RoomTable(HotelId hotel, List<Room> rooms) {
        this.hotel = hotel;
        ids = new long[2 * rooms.size()];
        ends = new int[rooms.size()];
        kindOf = new char[rooms.size()];
        Map<Kind, Integer> found = new HashMap<>();
        List<Kind> inOrder = new ArrayList<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int row = 0; row < rooms.size(); row++) {
            Room room = rooms.get(row);
            UUID id = room.id().value();
            ids[2 * row] = id.getMostSignificantBits();
            ids[2 * row + 1] = id.getLeastSignificantBits();
            text.writeBytes(room.number().getBytes(StandardCharsets.UTF_8));
            ends[row] = text.size();
            RoomDetails details = room.details();
            Kind kind = new Kind(details.type(), details.capacity(), details.nightlyRate(), room.closed());
            int number = found.computeIfAbsent(kind, each -> {
                inOrder.add(each);
                return inOrder.size() - 1;
            });
            if (number > Character.MAX_VALUE) {
                throw new IllegalStateException("hotel " + hotel + " has more than 65,536 kinds of rooms");
            }
            kindOf[row] = (char) number;
        }
        numbers = text.toByteArray();
        kinds = List.copyOf(inOrder);
    }

    int size() {
        return ends.length;
    }

    /** What rooms have in common, in no order. */
    List<Kind> kinds() {
        return kinds;
    }

    int kindNumber(int row) {
        return kindOf[row];
    }

    Kind kind(int row) {
        return kinds.get(kindOf[row]);
    }

    /** The row of a room, or -1 if it is not here: found by looking at all, which are few. */
    int row(RoomId room) {
        long most = room.value().getMostSignificantBits();
        long least = room.value().getLeastSignificantBits();
        for (int row = 0; row < ends.length; row++) {
            if (ids[2 * row + 1] == least && ids[2 * row] == most) {
                return row;
            }
        }
        return -1;
    }

    RoomId id(int row) {
        return new RoomId(new UUID(ids[2 * row], ids[2 * row + 1]));
    }

    Room room(int row) {
        int start = row == 0 ? 0 : ends[row - 1];
        String number = new String(numbers, start, ends[row] - start, StandardCharsets.UTF_8);
        Kind kind = kind(row);
        return new Room(
                id(row), hotel, new RoomDetails(number, kind.type(), kind.capacity(), kind.rate()), kind.closed());
    }

    /** How many bytes of memory it needs, about. */
    long bytes() {
        return 5L * 16 + (long) size() * BYTES_A_ROOM + numbers.length + kinds.size() * 120L;
    }
}
