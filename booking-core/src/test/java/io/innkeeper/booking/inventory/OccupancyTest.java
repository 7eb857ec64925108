package io.innkeeper.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.Seed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OccupancyTest {

    private static final LocalDate FIRST = LocalDate.of(2031, 5, 1);
    private static final BookingId ADAS = new BookingId(new UUID(0, 1));
    private static final BookingId EVES = new BookingId(new UUID(0, 2));

    private static final RoomId ROOM = new RoomId(new UUID(1, 1));
    private static final Instant NOON = Instant.parse("2031-05-01T12:00:00Z");

    private static Stay stay(int day, int nights) {
        return Stay.of(FIRST.plusDays(day), nights);
    }

    private static Release release(Stay stay, BookingId booking) {
        return new Release(booking, ROOM, stay, false);
    }

    private static Release ofHold(Stay stay, BookingId booking) {
        return new Release(booking, ROOM, stay, true);
    }

    @Test
    void atFirstEverythingIsFree() {
        assertThat(Occupancy.empty().isFree(stay(0, 366))).isTrue();
        assertThat(Occupancy.empty().taken(stay(0, 366))).isEmpty();
        assertThat(Occupancy.empty().giveBack(release(stay(0, 1), ADAS))).isEmpty();
    }

    @Test
    void whatIsTakenCannotBeTakenAgain() {
        Occupancy taken = Occupancy.empty().take(stay(3, 3), ADAS, null).orElseThrow();

        assertThat(taken.take(stay(5, 1), EVES, null)).isEmpty();
        assertThat(taken.take(stay(5, 1), ADAS, null)).isEmpty();
        assertThat(taken.taken(stay(0, 5))).containsExactly(FIRST.plusDays(3), FIRST.plusDays(4));
        assertThat(taken.take(stay(6, 1), EVES, null)).isPresent();
        assertThat(taken.take(stay(0, 3), EVES, null)).isPresent();
    }

    @Test
    void onlyItsOwnerGivesANightBack() {
        Occupancy taken = Occupancy.empty()
                .take(stay(3, 3), ADAS, null)
                .flatMap(one -> one.take(stay(6, 1), EVES, null))
                .orElseThrow();

        assertThat(taken.giveBack(release(stay(3, 3), EVES))).isEmpty();
        assertThat(taken.giveBack(release(stay(3, 4), ADAS))).isEmpty();
        assertThat(taken.giveBack(release(stay(2, 2), ADAS))).isEmpty();
        assertThat(taken.giveBack(release(stay(3, 3), ADAS)))
                .isEqualTo(Occupancy.empty().take(stay(6, 1), EVES, null));
    }

    @Test
    void aNightInTheMiddleMayBeGivenBack() {
        Occupancy taken = Occupancy.empty().take(stay(3, 3), ADAS, null).orElseThrow();
        Occupancy rest = taken.giveBack(release(stay(4, 1), ADAS)).orElseThrow();

        assertThat(rest.taken(stay(0, 10))).containsExactly(FIRST.plusDays(3), FIRST.plusDays(5));
        assertThat(rest.giveBack(release(stay(3, 3), ADAS)))
                .as("one of them is not taken any more")
                .isEmpty();
        assertThat(taken.taken(stay(0, 10)))
                .as("the one before has not changed")
                .hasSize(3);
    }

    @Test
    void aHoldHasItsNightsUntilItHasExpired() {
        Occupancy held = Occupancy.empty()
                .take(stay(3, 3), ADAS, NOON)
                .flatMap(one -> one.take(stay(6, 1), EVES, null))
                .orElseThrow();

        assertThat(held.at(NOON.minusNanos(1_000))).isSameAs(held);
        assertThat(held.at(NOON))
                .isEqualTo(Occupancy.empty().take(stay(6, 1), EVES, null).orElseThrow());
        assertThat(held.isFree(stay(3, 1))).as("until that is asked").isFalse();
    }

    @Test
    void whatWasHeldIsKeptUnlessSomebodyHasIt() {
        Occupancy held = Occupancy.empty().take(stay(3, 3), ADAS, NOON).orElseThrow();
        Keep keep = new Keep(ADAS, ROOM, stay(3, 3));

        assertThat(held.keep(keep, null)).isEqualTo(Occupancy.empty().take(stay(3, 3), ADAS, null));
        assertThat(held.keep(keep, NOON.plusSeconds(1)))
                .isEqualTo(Occupancy.empty().take(stay(3, 3), ADAS, NOON.plusSeconds(1)));
        Occupancy overtaken = held.at(NOON).take(stay(5, 1), EVES, null).orElseThrow();
        assertThat(overtaken.keep(keep, null)).isEmpty();
        assertThat(held.keep(new Keep(EVES, ROOM, stay(3, 3)), null)).isEmpty();
    }

    @Test
    void aHoldGivesBackWhatItStillHas() {
        Occupancy held = Occupancy.empty()
                .take(stay(3, 2), ADAS, NOON)
                .flatMap(one -> one.take(stay(5, 1), EVES, null))
                .orElseThrow();

        assertThat(held.giveBack(release(stay(3, 3), ADAS))).isEmpty();
        assertThat(held.giveBack(ofHold(stay(3, 3), ADAS)))
                .isEqualTo(Occupancy.empty().take(stay(5, 1), EVES, null));
        assertThat(Occupancy.empty().giveBack(ofHold(stay(3, 3), ADAS))).contains(Occupancy.empty());
    }

    @Test
    void itAgreesWithANaiveModel() {
        Seed seed = Seed.of("itAgreesWithANaiveModel");
        for (int run = 0; run < 50; run++) {
            Random random = seed.random(run);
            Occupancy occupancy = Occupancy.empty();
            Map<LocalDate, BookingId> model = new HashMap<>();
            for (int step = 0; step < 200; step++) {
                Stay stay = stay(random.nextInt(40), 1 + random.nextInt(8));
                BookingId booking = new BookingId(new UUID(0, random.nextInt(12)));
                String at = seed + ", run " + run + ", step " + step;
                List<LocalDate> taken =
                        stay.nights().stream().filter(model::containsKey).toList();

                assertThat(occupancy.isFree(stay)).as(at).isEqualTo(taken.isEmpty());
                assertThat(occupancy.taken(stay)).as(at).isEqualTo(taken);

                boolean take = random.nextInt(3) > 0;
                boolean possible = take
                        ? taken.isEmpty()
                        : stay.nights().stream().allMatch(night -> booking.equals(model.get(night)));
                Optional<Occupancy> after =
                        take ? occupancy.take(stay, booking, null) : occupancy.giveBack(release(stay, booking));
                assertThat(after.isPresent()).as(at).isEqualTo(possible);
                if (possible && take) {
                    stay.nights().forEach(night -> model.put(night, booking));
                } else if (possible) {
                    stay.nights().forEach(model::remove);
                }
                occupancy = after.orElse(occupancy);
                assertThat(occupancy.taken(stay(0, 60)))
                        .as(at)
                        .isEqualTo(model.keySet().stream().sorted().toList());
            }
        }
    }

    @Test
    void twoAreEqualIfTheSameHaveTheSameNights() {
        Occupancy one = Occupancy.empty()
                .take(stay(3, 2), ADAS, null)
                .flatMap(taken -> taken.take(stay(1, 2), EVES, null))
                .orElseThrow();
        Occupancy other = Occupancy.empty()
                .take(stay(1, 2), EVES, null)
                .flatMap(taken -> taken.take(stay(3, 2), ADAS, null))
                .orElseThrow();

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(Stream.of(
                        Occupancy.empty(),
                        Occupancy.empty().take(stay(3, 2), ADAS, null).orElseThrow()))
                .doesNotContain(one);
        assertThat(one.toString()).contains("2031-05-02..2031-05-04");
    }
}
