package io.innkeeper.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.Seed;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NightGridTest {

    private static final LocalDate EPOCH = LocalDate.EPOCH;
    private static final LocalDate FIRST_EVER = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_EVER = LocalDate.of(9999, 12, 31);
    private static final long ALTERNATING = 0x5555_5555_5555_5555L;

    private static NightGrid knowing(int rooms, LocalDate from, LocalDate to) {
        NightGrid grid = new NightGrid(rooms);
        for (int block = NightGrid.block(from); block <= NightGrid.block(to); block++) {
            grid.learn(block, new long[rooms]);
        }
        return grid;
    }

    private static Stay stay(LocalDate from, int nights) {
        return Stay.of(from, nights);
    }

    @Test
    void atFirstNothingIsKnownAndSoEverythingIsFree() {
        NightGrid grid = new NightGrid(1);
        Stay stay = stay(EPOCH, 3);
        grid.take(0, stay);

        assertThat(grid.knows(stay)).isFalse();
        assertThat(grid.blocks()).isEmpty();
        assertThat(grid.isFree(0, stay)).isTrue();
        assertThat(grid.taken(0, stay)).isEmpty();
        assertThat(grid.window(stay).freeBefore(0)).isEqualTo(64);
        assertThat(grid.window(stay).freeAfter(0)).isEqualTo(64);
    }

    @Test
    void aBlockIs64NightsAlsoBefore1970() {
        assertThat(NightGrid.block(EPOCH)).isZero();
        assertThat(NightGrid.block(EPOCH.plusDays(63))).isZero();
        assertThat(NightGrid.block(EPOCH.plusDays(64))).isOne();
        assertThat(NightGrid.block(EPOCH.minusDays(1))).isEqualTo(-1);
        assertThat(NightGrid.block(EPOCH.minusDays(64))).isEqualTo(-1);
        assertThat(NightGrid.block(EPOCH.minusDays(65))).isEqualTo(-2);
        assertThat(NightGrid.bit(EPOCH.minusDays(1))).isEqualTo(Long.MIN_VALUE);
        assertThat(NightGrid.bit(EPOCH.minusDays(64))).isOne();
        assertThat(NightGrid.firstNight(-1)).isEqualTo(EPOCH.minusDays(64));
    }

    @Test
    void whatWasLearnedOfABlockIsKnown() {
        NightGrid grid = new NightGrid(2);
        grid.learn(0, new long[] {0, NightGrid.bit(EPOCH.plusDays(5)) | NightGrid.bit(EPOCH.plusDays(63))});

        assertThat(grid.taken(0, stay(EPOCH, 64))).isEmpty();
        assertThat(grid.taken(1, stay(EPOCH, 64))).containsExactly(EPOCH.plusDays(5), EPOCH.plusDays(63));
        assertThat(grid.isFree(1, stay(EPOCH, 5))).isTrue();
        assertThat(grid.isFree(1, stay(EPOCH.plusDays(6), 57))).isTrue();
        assertThat(grid.window(stay(EPOCH.plusDays(6), 1)).freeAfter(1)).isEqualTo(56);
        assertThat(grid.window(stay(EPOCH.plusDays(8), 1)).freeBefore(1)).isEqualTo(2);
    }

    @Test
    void whatWasLearnedIsCopied() {
        NightGrid grid = new NightGrid(1);
        long[] words = {0};
        grid.learn(0, words);
        words[0] = -1;

        assertThat(grid.isFree(0, stay(EPOCH, 64))).isTrue();
    }

    @Test
    void aStayIsKnownOnlyIfEveryBlockIs() {
        NightGrid grid = new NightGrid(1);
        grid.learn(2, new long[1]);
        grid.learn(0, new long[1]);

        assertThat(grid.knows(stay(EPOCH, 64))).isTrue();
        assertThat(grid.knows(stay(EPOCH, 65))).isFalse();
        assertThat(grid.knows(stay(EPOCH, 130))).isFalse();
        assertThat(grid.knows(stay(EPOCH.minusDays(1), 2))).isFalse();

        grid.learn(1, new long[1]);

        assertThat(grid.knows(stay(EPOCH, 192))).isTrue();
        assertThat(grid.knows(stay(EPOCH, 193))).isFalse();

        grid.forget(1);
        grid.forget(7);

        assertThat(grid.blocks()).containsExactly(0, 2);
        assertThat(grid.knows(stay(EPOCH, 130))).isFalse();
    }

    @Test
    void forgettingWhatIsBeforeANightKeepsItsBlock() {
        NightGrid grid = knowing(1, EPOCH.minusDays(100), EPOCH.plusDays(200));
        grid.take(0, stay(EPOCH, 100));
        grid.forgetBefore(EPOCH.plusDays(70));

        assertThat(grid.blocks()).containsExactly(1, 2, 3);
        assertThat(grid.taken(0, stay(EPOCH, 200))).hasSize(36).contains(EPOCH.plusDays(64));
    }

    @Test
    void aCopyGoesItsOwnWay() {
        NightGrid grid = knowing(2, EPOCH, EPOCH);
        grid.take(0, stay(EPOCH, 2));
        NightGrid copy = grid.copy();
        copy.take(1, stay(EPOCH, 1));
        copy.give(0, stay(EPOCH, 1));
        copy.forget(0);

        assertThat(grid.taken(0, stay(EPOCH, 64))).hasSize(2);
        assertThat(grid.taken(1, stay(EPOCH, 64))).isEmpty();
        assertThat(grid.knows(0)).isTrue();
        assertThat(copy.rooms()).isEqualTo(2);
    }

    @Test
    void nightsCanBeTakenByTheirBits() {
        NightGrid grid = knowing(2, EPOCH, EPOCH);
        grid.take(1, 0, NightGrid.bit(EPOCH.plusDays(3)) | NightGrid.bit(EPOCH.plusDays(63)));
        grid.take(1, 0, NightGrid.bit(EPOCH.plusDays(3)) | NightGrid.bit(EPOCH.plusDays(4)));
        grid.take(1, 5, -1);

        assertThat(grid.taken(1, stay(EPOCH, 1000)))
                .containsExactly(EPOCH.plusDays(3), EPOCH.plusDays(4), EPOCH.plusDays(63));
        assertThat(grid.isFree(0, stay(EPOCH, 64))).isTrue();
    }

    @Test
    void oneRoomIsNotAnother() {
        NightGrid grid = knowing(3, EPOCH, EPOCH);
        grid.take(1, stay(EPOCH, 1));

        assertThat(grid.isFree(0, stay(EPOCH, 1))).isTrue();
        assertThat(grid.isFree(2, stay(EPOCH, 1))).isTrue();
        assertThat(grid.window(stay(EPOCH, 1)).nextFree(0, 3)).isZero();
        assertThat(grid.window(stay(EPOCH, 1)).nextFree(1, 3)).isEqualTo(2);
        assertThat(grid.window(stay(EPOCH, 1)).nextFree(1, 2)).isEqualTo(-1);
        assertThat(grid.window(stay(EPOCH, 1)).nextFree(3, 3)).isEqualTo(-1);
    }

    @Test
    void theFirstAndTheLastNightThereAreCanBeTaken() {
        NightGrid grid = knowing(1, FIRST_EVER, FIRST_EVER);
        grid.learn(NightGrid.block(LAST_EVER), new long[1]);
        Stay first = stay(FIRST_EVER, 1);
        Stay last = new Stay(LAST_EVER.minusDays(1), LAST_EVER);
        Stay longest = new Stay(FIRST_EVER, LAST_EVER);

        grid.take(0, first);
        grid.take(0, last);

        assertThat(grid.knows(first)).isTrue();
        assertThat(grid.knows(last)).isTrue();
        assertThat(grid.knows(longest)).isFalse();
        assertThat(grid.taken(0, longest)).containsExactly(FIRST_EVER, LAST_EVER.minusDays(1));
        assertThat(grid.isFree(0, stay(FIRST_EVER.plusDays(1), 1))).isTrue();
        assertThat(grid.window(stay(FIRST_EVER.plusDays(4), 1)).freeBefore(0)).isEqualTo(3);
        assertThat(grid.window(first).freeBefore(0)).isEqualTo(64);
        assertThat(grid.window(last).freeAfter(0)).isEqualTo(64);

        grid.give(0, longest);

        assertThat(grid.isFree(0, longest)).isTrue();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        NightGrid grid = knowing(2, EPOCH, EPOCH);
        Stay stay = stay(EPOCH, 1);

        assertThatThrownBy(() -> new NightGrid(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> grid.learn(0, new long[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> grid.isFree(2, stay)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> grid.take(-1, stay)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> grid.give(2, stay)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> grid.window(stay).freeBefore(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> grid.window(stay).freeAfter(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> grid.window(stay).nextFree(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(new NightGrid(0).window(stay).nextFree(0, 0)).isEqualTo(-1);
    }

    @Test
    void itNeedsAWordForEachRoomAndBlock() {
        long empty = new NightGrid(1000).bytes();
        long nine = knowing(1000, EPOCH, EPOCH.plusDays(8 * 64)).bytes();

        assertThat(nine - empty).isBetween(9 * 8000L, 9 * 8100L);
    }

    /** Around the ends of the calendar, around 1970 and today, every answer is the one of a set of nights. */
    @Test
    void itIsAsGoodAsASetOfNights() {
        Random random = Seed.of("NightGridTest").random(0);
        for (LocalDate middle :
                List.of(FIRST_EVER.plusDays(300), EPOCH, LocalDate.of(2031, 5, 1), LAST_EVER.minusDays(300))) {
            compareWithSets(random, middle);
        }
    }

    private static void compareWithSets(Random random, LocalDate middle) {
        int rooms = 3;
        NightGrid grid = new NightGrid(rooms);
        Set<Integer> known = new HashSet<>();
        List<Set<LocalDate>> taken = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (int i = 0; i < 20_000; i++) {
            int room = random.nextInt(rooms);
            // In the calendar at both ends, and from less than a block to several.
            Stay stay = stay(middle.plusDays(random.nextInt(400) - 290), 1 + random.nextInt(random.nextInt(180) + 1));
            int block = NightGrid.block(stay.arrival());
            switch (random.nextInt(8)) {
                case 0 -> {
                    long[] words = {random.nextLong(), random.nextLong() & ALTERNATING, 0};
                    grid.learn(block, words);
                    known.add(block);
                    for (int r = 0; r < rooms; r++) {
                        Set<LocalDate> nights = taken.get(r);
                        nights.removeIf(night -> NightGrid.block(night) == block);
                        for (int n = 0; n < 64; n++) {
                            if ((words[r] >>> n & 1) == 1) {
                                nights.add(LocalDate.ofEpochDay(block * 64L + n));
                            }
                        }
                    }
                }
                case 1 -> {
                    if (random.nextInt(4) == 0) {
                        grid.forget(block);
                        known.remove(block);
                        taken.forEach(nights -> nights.removeIf(night -> NightGrid.block(night) == block));
                    }
                }
                case 2 -> {
                    if (random.nextInt(100) == 0) {
                        grid.forgetBefore(stay.arrival());
                        known.removeIf(each -> each < block);
                        taken.forEach(nights -> nights.removeIf(night -> NightGrid.block(night) < block));
                    }
                }
                case 3, 4 -> {
                    grid.take(room, stay);
                    stay.nights().stream()
                            .filter(night -> known.contains(NightGrid.block(night)))
                            .forEach(taken.get(room)::add);
                }
                case 5 -> {
                    grid.give(room, stay);
                    stay.nights().forEach(taken.get(room)::remove);
                }
                default -> compare(grid, known, taken, room, stay);
            }
        }
    }

    private static void compare(NightGrid grid, Set<Integer> known, List<Set<LocalDate>> taken, int room, Stay stay) {
        Set<LocalDate> nights = taken.get(room);
        List<LocalDate> takenOfStay =
                stay.nights().stream().filter(nights::contains).toList();
        assertThat(grid.knows(stay))
                .isEqualTo(stay.nights().stream().map(NightGrid::block).allMatch(known::contains));
        assertThat(grid.blocks())
                .containsExactly(known.stream().sorted().mapToInt(i -> i).toArray());
        assertThat(grid.isFree(room, stay)).isEqualTo(takenOfStay.isEmpty());
        assertThat(grid.taken(room, stay)).isEqualTo(takenOfStay);
        int next = 0;
        while (next < taken.size() && stay.nights().stream().anyMatch(taken.get(next)::contains)) {
            next++;
        }
        assertThat(grid.window(stay).nextFree(0, 3)).isEqualTo(next == 3 ? -1 : next);
        int before = 0;
        while (before < 64 && !nights.contains(stay.arrival().minusDays(before + 1L))) {
            before++;
        }
        int after = 0;
        while (after < 64 && !nights.contains(stay.departure().plusDays(after))) {
            after++;
        }
        assertThat(grid.window(stay).freeBefore(room)).isEqualTo(before);
        assertThat(grid.window(stay).freeAfter(room)).isEqualTo(after);
    }
}
