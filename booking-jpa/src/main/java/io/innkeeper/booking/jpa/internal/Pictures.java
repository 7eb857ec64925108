package io.innkeeper.booking.jpa.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.AllocationPolicy.Candidate;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.NightGrid;
import io.innkeeper.booking.stay.Stay;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which nights of which rooms are sold, remembered from one transaction to the next, so that a room can be chosen without
 * asking the database. It is advice, and may be wrong in both ways. A night that it takes for free is refused by the primary
 * key, and then looked at before anybody else is given it; who finds no free room in it has to look. For use by many threads.
 */
final class Pictures {

    private static final int MOST_HOTELS = 2_000;

    /** Room-nights that are looked up at once. */
    private static final int AT_ONCE = 16_384;

    /** About a year and a half. */
    private static final int MOST_BLOCKS = 9;

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Cache<HotelId, Picture> pictures = Caffeine.newBuilder()
            .maximumSize(MOST_HOTELS)
            .expireAfterAccess(REMEMBERED)
            .build();

    /** A room in a picture, for some nights. */
    record Place(Picture picture, int row, Stay stay) {

        Room room() {
            return picture.rooms.get(row);
        }

        /** Takes the nights; false, and nothing is taken, unless they are free. */
        boolean take() {
            return picture.take(row, stay);
        }

        /** Takes note that the nights are free. */
        void free() {
            picture.locked(grid -> grid.give(row, stay));
        }

        /** Has the nights looked at before they are believed to be free. */
        void doubt() {
            picture.locked(grid -> picture.doubted.add(this));
        }

        /** Forgets all that is known of the nights. */
        void forget() {
            picture.locked(grid -> {
                for (int block = NightGrid.block(stay.arrival());
                        block <= NightGrid.block(stay.departure().minusDays(1));
                        block++) {
                    grid.forget(block);
                }
            });
        }
    }

    /**
     * Chooses a free room for a demand and takes its nights in the picture, so that nobody else of this process chooses it.
     *
     * @param edition of the hotel that the demand was made by
     * @param others rooms that are not to be chosen
     * @param inNoOrder whether to choose any of the cheapest rooms
     * @return empty if it is not known that one is free
     */
    Optional<Place> choose(
            PictureSql sql, HotelId hotel, int edition, Demand.AnyRoom demand, Set<RoomId> others, boolean inNoOrder)
            throws SQLException {
        Picture picture = current(sql, hotel, edition);
        return picture == null ? Optional.empty() : picture.choose(sql, demand, others, inNoOrder);
    }

    /**
     * Takes the nights of a given room.
     *
     * @param edition of the hotel that the demand was made by
     * @return empty if it is not known that they are free
     */
    Optional<Place> take(PictureSql sql, HotelId hotel, int edition, RoomId room, Stay stay) throws SQLException {
        Picture picture = current(sql, hotel, edition);
        Integer row = picture == null ? null : picture.rows.get(room);
        return picture == null || row == null ? Optional.empty() : picture.take(sql, row, stay);
    }

    /** Takes the nights of a given room in the picture, if there is one, and unless it has them taken. */
    Optional<Place> take(HotelId hotel, RoomId room, Stay stay) {
        return find(hotel, room, stay).filter(Place::take);
    }

    /** Where a room is in the picture, if there is one. */
    Optional<Place> find(HotelId hotel, RoomId room, Stay stay) {
        Picture picture = pictures.getIfPresent(hotel);
        Integer row = picture == null ? null : picture.rows.get(room);
        return picture == null || row == null ? Optional.empty() : Optional.of(new Place(picture, row, stay));
    }

    /** Forgets a hotel, which is not as it was believed to be. */
    void forget(HotelId hotel) {
        pictures.invalidate(hotel);
    }

    /** Null if that is not the edition of the hotel in the database. */
    private @Nullable Picture current(PictureSql sql, HotelId hotel, int edition) throws SQLException {
        Picture picture = pictures.getIfPresent(hotel);
        if (picture == null || picture.edition != edition) {
            PictureSql.HotelRooms now = sql.rooms(hotel);
            if (now.edition() != edition) {
                return null;
            }
            picture = new Picture(edition, now.open());
            pictures.put(hotel, picture);
        }
        return picture;
    }

    /** The open rooms of a hotel, as of an edition, and their nights. */
    static final class Picture {

        /**
         * As much heat as one room that others had sold adds, and this many rooms that are chosen take away. Beyond it, and so
         * where that happens more often than once in as many choices, rooms are chosen in no order: the best one is the best
         * for others, too.
         */
        private static final int HOT = 64;

        private static final int HOTTEST = 16 * HOT;

        private final int edition;

        /** By type, and of each the cheapest first; in random order among those of one rate, so that processes differ. */
        private final List<Room> rooms;

        private final Map<RoomId, Integer> rows = new HashMap<>();
        private final Map<String, Integer> firstOfType = new HashMap<>();

        /** For each room, the end of those of its type and rate. */
        private final int[] ends;

        private final NightGrid grid;

        /** Taken here, and refused by the database: some were sold by others, and some only in their company. */
        private final List<Place> doubted = new ArrayList<>();

        /** How much others sell here, see {@link #HOT}. */
        private int heat;

        /** Whoever has it may read the database. */
        private final ReentrantLock lock = new ReentrantLock();

        Picture(int edition, List<Room> open) {
            this.edition = edition;
            List<Room> sorted = new ArrayList<>(open);
            Collections.shuffle(sorted);
            sorted.sort(
                    Comparator.comparing((Room room) -> room.details().type()).thenComparing(Picture::rate));
            rooms = List.copyOf(sorted);
            for (int row = 0; row < rooms.size(); row++) {
                rows.put(rooms.get(row).id(), row);
                firstOfType.putIfAbsent(rooms.get(row).details().type(), row);
            }
            ends = new int[rooms.size()];
            for (int row = rooms.size() - 1; row >= 0; row--) {
                ends[row] =
                        row + 1 < ends.length && isLike(rooms.get(row), rooms.get(row + 1)) ? ends[row + 1] : row + 1;
            }
            grid = new NightGrid(rooms.size());
        }

        private static BigDecimal rate(Room room) {
            return room.details().nightlyRate().amount();
        }

        private static boolean isLike(Room a, Room b) {
            return a.details().type().equals(b.details().type()) && rate(a).compareTo(rate(b)) == 0;
        }

        private void locked(Consumer<NightGrid> work) {
            lock.lock();
            try {
                work.accept(grid);
            } finally {
                lock.unlock();
            }
        }

        private boolean take(int row, Stay stay) {
            lock.lock();
            try {
                if (!grid.isFree(row, stay)) {
                    return false;
                }
                grid.take(row, stay);
                return true;
            } finally {
                lock.unlock();
            }
        }

        private Optional<Place> take(PictureSql sql, int row, Stay stay) throws SQLException {
            lock.lock();
            try {
                lookAtDoubted(sql);
                learn(sql, stay);
                return take(row, stay) ? Optional.of(new Place(this, row, stay)) : Optional.empty();
            } finally {
                lock.unlock();
            }
        }

        Optional<Place> choose(PictureSql sql, Demand.AnyRoom demand, Set<RoomId> others, boolean inNoOrder)
                throws SQLException {
            lock.lock();
            try {
                lookAtDoubted(sql);
                learn(sql, demand.stay());
                heat = Math.max(0, heat - 1);
                int best = inNoOrder || heat > HOT ? anyOfTheCheapest(demand, others) : best(demand, others);
                if (best < 0) {
                    return Optional.empty();
                }
                grid.take(best, demand.stay());
                return Optional.of(new Place(this, best, demand.stay()));
            } finally {
                lock.unlock();
            }
        }

        /**
         * Of the cheapest rooms that would do, the free one that is first by the policy; -1 if none is free. If only dearer
         * ones are, the database is to say that no cheaper one has become free.
         */
        private int best(Demand.AnyRoom demand, Set<RoomId> others) {
            NightGrid.Window window = grid.window(demand.stay());
            int best = -1;
            Candidate first = null;
            int cheapest = cheapest(demand);
            int end = endOf(cheapest, demand);
            int row = window.nextFree(cheapest, end);
            while (row >= 0) {
                Room room = rooms.get(row);
                if (wouldDo(room, demand, others)) {
                    Candidate candidate = new Candidate(
                            room,
                            Math.min(window.freeBefore(row), AllocationPolicy.MOST_NIGHTS),
                            Math.min(window.freeAfter(row), AllocationPolicy.MOST_NIGHTS));
                    if (first == null || demand.policy().compare(candidate, first) < 0) {
                        best = row;
                        first = candidate;
                    }
                }
                row = window.nextFree(row + 1, end);
            }
            return best;
        }

        /** As {@link #best}, but whichever comes first from a random one on. */
        private int anyOfTheCheapest(Demand.AnyRoom demand, Set<RoomId> others) {
            int cheapest = cheapest(demand);
            int end = endOf(cheapest, demand);
            if (cheapest == end) {
                return -1;
            }
            int middle = ThreadLocalRandom.current().nextInt(cheapest, end);
            int found = anyOf(middle, end, demand, others);
            return found >= 0 ? found : anyOf(cheapest, middle, demand, others);
        }

        private int anyOf(int from, int to, Demand.AnyRoom demand, Set<RoomId> others) {
            NightGrid.Window window = grid.window(demand.stay());
            int row = window.nextFree(from, to);
            while (row >= 0 && !wouldDo(rooms.get(row), demand, others)) {
                row = window.nextFree(row + 1, to);
            }
            return row;
        }

        private static boolean wouldDo(Room room, Demand.AnyRoom demand, Set<RoomId> others) {
            return room.details().capacity() >= demand.guests() && (others.isEmpty() || !others.contains(room.id()));
        }

        /** The first room that is large enough, free or not; the number of rooms or more if there is none. */
        private int cheapest(Demand.AnyRoom demand) {
            int cheapest = firstOfType.getOrDefault(demand.type(), rooms.size());
            while (cheapest < rooms.size() && rooms.get(cheapest).details().capacity() < demand.guests()) {
                cheapest++;
            }
            return cheapest;
        }

        /** The end of the rooms that are as cheap as the cheapest one, which is that one itself if there is none. */
        private int endOf(int cheapest, Demand.AnyRoom demand) {
            return cheapest < ends.length
                            && rooms.get(cheapest).details().type().equals(demand.type())
                    ? ends[cheapest]
                    : cheapest;
        }

        /** Learns what became of the nights that the database has refused, by one statement. */
        private void lookAtDoubted(PictureSql sql) throws SQLException {
            if (doubted.isEmpty()) {
                return;
            }
            List<PictureSql.SoldNight> sold = sql.soldNights(doubted);
            for (Place place : doubted) {
                grid.give(place.row(), place.stay());
            }
            Set<Integer> soldByOthers = new HashSet<>();
            for (PictureSql.SoldNight night : sold) {
                Integer row = rows.get(night.room());
                if (row != null) {
                    grid.take(row, Stay.of(night.night(), 1));
                    soldByOthers.add(row);
                }
            }
            heat = Math.min(HOTTEST, heat + HOT * soldByOthers.size());
            doubted.clear();
        }

        /** Learns of the nights of a stay, and of those around it, what is not known yet. */
        private void learn(PictureSql sql, Stay stay) throws SQLException {
            int first = NightGrid.block(stay.arrival().minusDays(AllocationPolicy.MOST_NIGHTS));
            int last = NightGrid.block(stay.departure().plusDays(AllocationPolicy.MOST_NIGHTS));
            for (int block = first; block <= last; block++) {
                if (!grid.knows(block)) {
                    learnFrom(sql, block);
                }
            }
        }

        /** Where the rooms are few, of later nights as well, so that not each month of a small hotel is a look-up. */
        private void learnFrom(PictureSql sql, int block) throws SQLException {
            int blocks = Math.max(1, Math.min(MOST_BLOCKS, AT_ONCE / (NightGrid.NIGHTS * (rooms.size() + 1))));
            long[][] words = sql.soldNights(rooms, rows, block, blocks);
            for (int i = 0; i < blocks; i++) {
                if (!grid.knows(block + i)) {
                    grid.learn(block + i, words[i]);
                }
            }
        }
    }
}
