package io.innkeeper.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.AllocationPolicy.Candidate;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.Seed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllocationPolicyTest {

    private static final LocalDate FIRST = LocalDate.of(2031, 5, 1);
    private static final HotelId HOTEL = new HotelId(new UUID(0, 1));
    private static final BookingId SOMEBODY = new BookingId(new UUID(0, 2));

    private static Room room(String number) {
        return new Room(
                new RoomId(UUID.randomUUID()),
                HOTEL,
                new RoomDetails(number, "double", 2, Money.of("100", "EUR")),
                false);
    }

    private static Stay stay(int day, int nights) {
        return Stay.of(FIRST.plusDays(day), nights);
    }

    private static Occupancy taken(Stay... stays) {
        Occupancy occupancy = Occupancy.empty();
        for (Stay stay : stays) {
            occupancy = occupancy.take(stay, SOMEBODY, null).orElseThrow();
        }
        return occupancy;
    }

    @Test
    void aCandidateTellsWhatIsFreeAroundTheStay() {
        Room room = room("1");
        Occupancy occupancy = taken(stay(0, 2), stay(10, 1), stay(40, 1));

        assertThat(Candidate.of(room, occupancy, stay(2, 8))).isEqualTo(new Candidate(room, 0, 0));
        assertThat(Candidate.of(room, occupancy, stay(5, 2))).isEqualTo(new Candidate(room, 3, 3));
        assertThat(Candidate.of(room, occupancy, stay(11, 1)))
                .isEqualTo(new Candidate(room, 0, AllocationPolicy.MOST_NIGHTS));
        assertThat(Candidate.of(room, occupancy, stay(60, 1)))
                .isEqualTo(new Candidate(room, AllocationPolicy.MOST_NIGHTS, AllocationPolicy.MOST_NIGHTS));
        assertThat(Candidate.of(room, Occupancy.empty(), stay(5, 2)))
                .isEqualTo(new Candidate(room, AllocationPolicy.MOST_NIGHTS, AllocationPolicy.MOST_NIGHTS));
        assertThat(Candidate.of(room, taken(stay(0, 2)), stay(-3, 1)))
                .isEqualTo(new Candidate(room, AllocationPolicy.MOST_NIGHTS, 2));
    }

    @Test
    void theBestFitLeavesTheFewestNights() {
        AllocationPolicy bestFit = AllocationPolicy.bestFit();

        assertThat(bestFit.compare(new Candidate(room("1"), 1, 1), new Candidate(room("2"), 0, 3)))
                .isNegative();
        assertThat(bestFit.compare(new Candidate(room("1"), 2, 1), new Candidate(room("2"), 0, 3)))
                .isZero();
    }

    @Test
    void theFirstFitIsTheFirstNumber() {
        assertThat(AllocationPolicy.firstFit()
                        .compare(new Candidate(room("101"), 9, 9), new Candidate(room("102"), 0, 0)))
                .isNegative();
    }

    // What it is good for

    private static final int ROOMS = 20;
    private static final int NIGHTS = 120;
    private static final int REQUESTS = 1200;
    private static final int SEASONS = 20;

    @Test
    void moreNightsAreSoldByBestFitThanByFirstFit() {
        Seed seed = Seed.of("moreNightsAreSoldByBestFitThanByFirstFit");
        int bestFit = 0;
        int firstFit = 0;
        int random = 0;
        for (int season = 0; season < SEASONS; season++) {
            List<Stay> requests = requests(seed.random(season));
            bestFit += nightsSold(requests, AllocationPolicy.bestFit(), seed.random(season));
            firstFit += nightsSold(requests, AllocationPolicy.firstFit(), seed.random(season));
            random += nightsSold(requests, AllocationPolicy.random(), seed.random(season));
        }
        System.out.println("moreNightsAreSoldByBestFitThanByFirstFit: of " + SEASONS * ROOMS * NIGHTS
                + " room-nights, best fit sold " + bestFit + ", first fit " + firstFit + ", any room " + random);
        assertThat(bestFit).isGreaterThan(firstFit);
    }

    /** Of 1 to 7 nights, in a season that is asked for about one and a half times. */
    private static List<Stay> requests(Random random) {
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> {
                    int nights = 1 + random.nextInt(7);
                    return stay(random.nextInt(NIGHTS - nights + 1), nights);
                })
                .toList();
    }

    private static int nightsSold(List<Stay> requests, AllocationPolicy policy, Random random) {
        List<Room> rooms =
                IntStream.range(0, ROOMS).mapToObj(i -> room("" + (101 + i))).toList();
        List<Occupancy> occupancies = new ArrayList<>(Collections.nCopies(ROOMS, Occupancy.empty()));
        int sold = 0;
        for (Stay stay : requests) {
            List<Candidate> free = new ArrayList<>();
            for (int i = 0; i < ROOMS; i++) {
                if (occupancies.get(i).isFree(stay)) {
                    free.add(Candidate.of(rooms.get(i), occupancies.get(i), stay));
                }
            }
            if (!free.isEmpty()) {
                Collections.shuffle(free, random);
                int chosen = rooms.indexOf(Collections.min(free, policy).room());
                occupancies.set(
                        chosen,
                        occupancies.get(chosen).take(stay, SOMEBODY, null).orElseThrow());
                sold += stay.length();
            }
        }
        return sold;
    }
}
