package io.innkeeper.booking.inventory;

import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which nights of which rooms are taken, a bit for each. Rooms are rows, numbered from 0; nights are columns, in blocks of
 * {@value #NIGHTS} that begin at each epoch day that is divisible by so many. Each block is known or not. Nights that are not
 * known count as free, and what is said of them is ignored: ask {@link #knows} before believing that a room is free.
 *
 * <p>It says neither who has a night nor until when. Looking something up and changing it take time in proportion to the
 * blocks that a stay touches, which is two for almost any. For use by one thread, or under a lock.
 */
public final class NightGrid {

    /** How many nights a block has. */
    public static final int NIGHTS = Long.SIZE;

    private static final int SHIFT = 6;
    private static final long ALL = -1L;

    /** What an array needs beside its elements, as a rule of thumb. */
    private static final int ARRAY_BYTES = 16;

    private final int rooms;

    /** Sorted, without gaps in the array but maybe between its numbers; word {@code r} of an element is of room {@code r}. */
    private int[] blocks = {};

    private long[][] words = {};

    /**
     * A grid in which no night is known.
     *
     * @param rooms how many rooms it has, maybe none
     * @throws IllegalArgumentException if that is negative
     */
    public NightGrid(int rooms) {
        if (rooms < 0) {
            throw new IllegalArgumentException("rooms must not be negative: " + rooms);
        }
        this.rooms = rooms;
    }

    /** Another grid that is like this one. */
    public NightGrid copy() {
        NightGrid copy = new NightGrid(rooms);
        copy.blocks = blocks.clone();
        copy.words = new long[words.length][];
        Arrays.setAll(copy.words, i -> words[i].clone());
        return copy;
    }

    /** How many rooms it has. */
    public int rooms() {
        return rooms;
    }

    /** The number of the block in which a night is; negative for nights before 1970. */
    public static int block(LocalDate night) {
        return block(night.toEpochDay());
    }

    /** The bit of a night in a word of its block. */
    public static long bit(LocalDate night) {
        return 1L << night.toEpochDay(); // shifts count modulo 64, of negative days as well
    }

    /** The first night of a block. */
    public static LocalDate firstNight(int block) {
        return LocalDate.ofEpochDay((long) block << SHIFT);
    }

    private static int block(long epochDay) {
        return (int) (epochDay >> SHIFT); // rounds down, before 1970 as well
    }

    /** Whether all nights of a stay are known. */
    public boolean knows(Stay stay) {
        int first = block(stay.arrival());
        int last = block(lastNight(stay));
        int at = Arrays.binarySearch(blocks, first);
        int end = at + last - first; // if all between are there, the last is so far behind the first
        return at >= 0 && end < blocks.length && blocks[end] == last;
    }

    /** Whether a block is known. */
    public boolean knows(int block) {
        return Arrays.binarySearch(blocks, block) >= 0;
    }

    /**
     * Takes note of all nights of a block, instead of what was known of them.
     *
     * @param block the number of the block, see {@link #block(LocalDate)}
     * @param wordsPerRoom a word for each room, whose bits say which of its nights are taken, see {@link #bit}; copied
     * @throws IllegalArgumentException if there are not as many words as rooms
     */
    public void learn(int block, long[] wordsPerRoom) {
        if (wordsPerRoom.length != rooms) {
            throw new IllegalArgumentException(
                    "there must be a word for each of the " + rooms + " rooms, and not " + wordsPerRoom.length);
        }
        long[] copy = wordsPerRoom.clone();
        int at = Arrays.binarySearch(blocks, block);
        if (at >= 0) {
            words[at] = copy;
            return;
        }
        int place = -at - 1;
        int[] moreBlocks = Arrays.copyOf(blocks, blocks.length + 1);
        long[][] moreWords = Arrays.copyOf(words, words.length + 1);
        System.arraycopy(blocks, place, moreBlocks, place + 1, blocks.length - place);
        System.arraycopy(words, place, moreWords, place + 1, words.length - place);
        moreBlocks[place] = block;
        moreWords[place] = copy;
        blocks = moreBlocks;
        words = moreWords;
    }

    /** Forgets a block, if it is known. */
    public void forget(int block) {
        int at = Arrays.binarySearch(blocks, block);
        if (at < 0) {
            return;
        }
        int[] fewerBlocks = Arrays.copyOf(blocks, blocks.length - 1);
        long[][] fewerWords = Arrays.copyOf(words, words.length - 1);
        System.arraycopy(blocks, at + 1, fewerBlocks, at, fewerBlocks.length - at);
        System.arraycopy(words, at + 1, fewerWords, at, fewerWords.length - at);
        blocks = fewerBlocks;
        words = fewerWords;
    }

    /** Forgets the blocks all whose nights are before some night. */
    public void forgetBefore(LocalDate night) {
        int at = firstFrom(block(night));
        blocks = Arrays.copyOfRange(blocks, at, blocks.length);
        words = Arrays.copyOfRange(words, at, words.length);
    }

    /** The numbers of the blocks that are known, in order. */
    public int[] blocks() {
        return blocks.clone();
    }

    /**
     * Whether no night of a stay is known to be taken.
     *
     * @throws IndexOutOfBoundsException if there is no such room
     */
    public boolean isFree(int room, Stay stay) {
        Objects.checkIndex(room, rooms);
        long arrival = stay.arrival().toEpochDay();
        long departure = stay.departure().toEpochDay();
        int last = block(departure - 1);
        for (int at = firstFrom(block(arrival)); at < blocks.length && blocks[at] <= last; at++) {
            if ((words[at][room] & mask(blocks[at], arrival, departure)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** What there is around a stay, to be asked of many rooms: of a grid that is not changed meanwhile. */
    public Window window(Stay stay) {
        return new Window(stay);
    }

    /**
     * The nights of a stay that are known to be taken, in order.
     *
     * @throws IndexOutOfBoundsException if there is no such room
     */
    public List<LocalDate> taken(int room, Stay stay) {
        Objects.checkIndex(room, rooms);
        long arrival = stay.arrival().toEpochDay();
        long departure = stay.departure().toEpochDay();
        int last = block(departure - 1);
        List<LocalDate> nights = new ArrayList<>();
        for (int at = firstFrom(block(arrival)); at < blocks.length && blocks[at] <= last; at++) {
            long first = (long) blocks[at] << SHIFT;
            long taken = words[at][room] & mask(blocks[at], arrival, departure);
            for (; taken != 0; taken &= taken - 1) {
                nights.add(LocalDate.ofEpochDay(first + Long.numberOfTrailingZeros(taken)));
            }
        }
        return nights;
    }

    /**
     * Marks the nights of a stay as taken, whether they were or not.
     *
     * @throws IndexOutOfBoundsException if there is no such room
     */
    public void take(int room, Stay stay) {
        mark(Objects.checkIndex(room, rooms), stay, true);
    }

    /**
     * Marks the nights of a stay as free, whether they were or not.
     *
     * @throws IndexOutOfBoundsException if there is no such room
     */
    public void give(int room, Stay stay) {
        mark(Objects.checkIndex(room, rooms), stay, false);
    }

    /**
     * Marks nights of a block as taken, whether they were or not.
     *
     * @param nights the bits of the nights, see {@link #bit}
     * @throws IndexOutOfBoundsException if there is no such room
     */
    public void take(int room, int block, long nights) {
        Objects.checkIndex(room, rooms);
        int at = Arrays.binarySearch(blocks, block);
        if (at >= 0) {
            words[at][room] |= nights;
        }
    }

    private void mark(int room, Stay stay, boolean taken) {
        long arrival = stay.arrival().toEpochDay();
        long departure = stay.departure().toEpochDay();
        int last = block(departure - 1);
        for (int at = firstFrom(block(arrival)); at < blocks.length && blocks[at] <= last; at++) {
            long mask = mask(blocks[at], arrival, departure);
            if (taken) {
                words[at][room] |= mask;
            } else {
                words[at][room] &= ~mask;
            }
        }
    }

    /** How many bytes of memory it needs, by a rule of thumb that is close for more than a few rooms. */
    public long bytes() {
        long perBlock = Integer.BYTES + Long.BYTES + ARRAY_BYTES + (long) rooms * Long.BYTES;
        return 3L * ARRAY_BYTES + blocks.length * perBlock;
    }

    private long @Nullable [] wordsOf(int block) {
        int at = Arrays.binarySearch(blocks, block);
        return at < 0 ? null : words[at];
    }

    /** Where the first known block is whose number is not smaller. */
    private int firstFrom(int block) {
        int at = Arrays.binarySearch(blocks, block);
        return at < 0 ? -at - 1 : at;
    }

    /** The bits of a block that are nights from the arrival to the departure, of which it has at least one. */
    private static long mask(int block, long arrival, long departure) {
        long first = (long) block << SHIFT;
        long mask = ALL;
        if (arrival > first) {
            mask &= ALL << arrival;
        }
        if (departure < first + NIGHTS) {
            mask &= ~(ALL << departure);
        }
        return mask;
    }

    private static LocalDate lastNight(Stay stay) {
        return stay.departure().minusDays(1);
    }

    /** A stay in all rooms: whether they are free for it, and how much is free around it. */
    public final class Window {

        private final long[][] nights;
        private final long[] masks;

        /** The nights before the arrival that are in its block, as the highest bits, and those of the block before. */
        private final long @Nullable [] before;

        private final long @Nullable [] wellBefore;
        private final int arrival;

        /** The nights from the departure on that are in its block, as the lowest bits, and those of the next block. */
        private final long @Nullable [] after;

        private final long @Nullable [] wellAfter;
        private final int departure;

        private Window(Stay stay) {
            long first = stay.arrival().toEpochDay();
            long end = stay.departure().toEpochDay();
            int from = firstFrom(block(first));
            int to = from;
            while (to < blocks.length && blocks[to] <= block(end - 1)) {
                to++;
            }
            nights = Arrays.copyOfRange(words, from, to);
            masks = new long[to - from];
            for (int i = 0; i < masks.length; i++) {
                masks[i] = mask(blocks[from + i], first, end);
            }
            before = wordsOf(block(first));
            wellBefore = wordsOf(block(first) - 1);
            arrival = (int) first & (NIGHTS - 1);
            after = wordsOf(block(end));
            wellAfter = wordsOf(block(end) + 1);
            departure = (int) end & (NIGHTS - 1);
        }

        /**
         * The first room, from one on and before another, of which no night of the stay is known to be taken.
         *
         * @return -1 if there is none
         * @throws IndexOutOfBoundsException if there are no such rooms
         */
        public int nextFree(int from, int to) {
            Objects.checkFromToIndex(from, to, rooms);
            if (nights.length == 1) { // by far the most
                return nextFree(from, to, nights[0], masks[0]);
            }
            for (int room = from; room < to; room++) {
                long taken = 0;
                for (int i = 0; i < nights.length; i++) {
                    taken |= nights[i][room] & masks[i];
                }
                if (taken == 0) {
                    return room;
                }
            }
            return -1;
        }

        private static int nextFree(int from, int to, long[] block, long mask) {
            for (int room = from; room < to; room++) {
                if ((block[room] & mask) == 0) {
                    return room;
                }
            }
            return -1;
        }

        /**
         * How many nights right before the stay are not known to be taken, up to {@value #NIGHTS}.
         *
         * @throws IndexOutOfBoundsException if there is no such room
         */
        public int freeBefore(int room) {
            Objects.checkIndex(room, rooms);
            long near = arrival == 0 || before == null ? 0 : before[room] << (NIGHTS - arrival);
            long far = wellBefore == null ? 0 : wellBefore[room] >>> arrival;
            return Long.numberOfLeadingZeros(near | far);
        }

        /**
         * How many nights from the departure on are not known to be taken, up to {@value #NIGHTS}.
         *
         * @throws IndexOutOfBoundsException if there is no such room
         */
        public int freeAfter(int room) {
            Objects.checkIndex(room, rooms);
            long near = after == null ? 0 : after[room] >>> departure;
            long far = departure == 0 || wellAfter == null ? 0 : wellAfter[room] << (NIGHTS - departure);
            return Long.numberOfTrailingZeros(near | far);
        }
    }
}
