package io.innkeeper.booking.examples.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.Seed;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RushTest {

    @Test
    void itAsksThreeTimesForEveryRoomAndBooksUpTheHotel() throws Exception {
        Seed seed = Seed.of("itAsksThreeTimesForEveryRoomAndBooksUpTheHotel");
        Size size = new Size(8, 5, 11, seed.random(0).nextLong());
        MemoryStorage storage = new MemoryStorage();
        try (Innkeeper innkeeper = Innkeeper.builder().storage(storage).build()) {
            UserId guest = innkeeper
                    .accounts()
                    .register(new Registration("ada@example.org", "Ada", "seven otters on a lake"))
                    .id();
            Rush rush = new Rush(innkeeper, size, List.of(guest));
            List<Stay> stays = rush.requests().stream()
                    .map(BookingRequest::stay)
                    .distinct()
                    .toList();
            AtomicInteger steps = new AtomicInteger();

            Rush.Answers answers = rush.run(steps::incrementAndGet);

            int places = size.rooms() * stays.size();
            assertThat(stays.stream().mapToInt(Stay::length).sum()).isEqualTo(size.nights());
            assertThat(answers.count(Booked.class)).as("booked, %s", seed).isEqualTo(places);
            assertThat(answers.count(Unavailable.class)).isEqualTo(2L * places);
            assertThat(rush.requests()).hasSize(3 * places);
            assertThat(steps).hasValue(3 * places);
            assertThat(answers.nanos().getTotalCount()).isEqualTo(3L * places);
            assertThat(stays)
                    .allSatisfy(stay -> assertThat(storage.availability().freeRooms(rush.hotel(), stay, 1))
                            .isEmpty());
        }
    }
}
