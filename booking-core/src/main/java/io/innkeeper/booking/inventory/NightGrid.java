package io.innkeeper.booking.inventory;

import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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
        return nextFree(Objects.checkIndex(room, rooms), room + 1, stay) == room;
    }

    /**
     * The first room, from one on and before another, of which no night of a stay is known to be taken.
     *
     * @return -1 if there is none
     * @throws IndexOutOfBoundsException if there are no such rooms
     */
    public int nextFree(int from, int to, Stay stay) {
        Objects.checkFromToIndex(from, to, rooms);
        long arrival = stay.arrival().toEpochDay();
        long departure = stay.departure().toEpochDay();
        int last = block(departure - 1);
        int start = firstFrom(block(arrival));
        int end = start;
        while (end < blocks.length && blocks[end] <= last) {
            end++;
        }
        if (end - start == 1) { // by far the most
            return nextFree(from, to, words[start], mask(blocks[start], arrival, departure));
        }
        for (int room = from; room < to; room++) {
            long taken = 0;
            for (int at = start; at < end; at++) {
                taken |= words[at][room] & mask(blocks[at], arrival, departure);
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

    /**
     * How many nights right before a stay are not known to be taken, at most so many.
     *
     * @throws IndexOutOfBoundsException if there is no such room
     */
    public int freeBefore(int room, Stay stay, int most) {
        Objects.checkIndex(room, rooms);
        long night = stay.arrival().toEpochDay() - 1;
        int free = 0;
        while (free < most) {
            int nightsLeft = (int) (night & (NIGHTS - 1)) + 1; // in its block, up to and with this one
            long before = word(block(night), room) << (NIGHTS - nightsLeft);
            int zeros = Math.min(Long.numberOfLeadingZeros(before), nightsLeft);
            free += zeros;
            if (zeros < nightsLeft) {
                break;
            }
            night -= nightsLeft;
        }
        return Math.min(free, most);
    }

    /**
     * How many nights from the departure on are not known to be taken, at most so many.
     *
     * @throws IndexOutOfBoundsException if there is no such room
     */
    public int freeAfter(int room, Stay stay, int most) {
        Objects.checkIndex(room, rooms);
        long night = stay.departure().toEpochDay();
        int free = 0;
        while (free < most) {
            int nightsLeft = NIGHTS - (int) (night & (NIGHTS - 1)); // in its block, from this one on
            long after = word(block(night), room) >>> (NIGHTS - nightsLeft);
            int zeros = Math.min(Long.numberOfTrailingZeros(after), nightsLeft);
            free += zeros;
            if (zeros < nightsLeft) {
                break;
            }
            night += nightsLeft;
        }
        return Math.min(free, most);
    }

    /** How many bytes of memory it needs, by a rule of thumb that is close for more than a few rooms. */
    public long bytes() {
        long perBlock = Integer.BYTES + Long.BYTES + ARRAY_BYTES + (long) rooms * Long.BYTES;
        return 3L * ARRAY_BYTES + blocks.length * perBlock;
    }

    private long word(int block, int room) {
        int at = Arrays.binarySearch(blocks, block);
        return at < 0 ? 0 : words[at][room];
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
}
