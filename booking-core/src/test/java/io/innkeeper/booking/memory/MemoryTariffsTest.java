package io.innkeeper.booking.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.RestrictionId;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryTariffsTest {

    private static final Stay STAY = Stay.of(LocalDate.of(2030, 5, 1), 2);

    private final MemoryTariffs tariffs = new MemoryTariffs();

    @Test
    void ofManyWhoRemoveARestrictionOneIsToldThatItWasThere() {
        int threads = 4;
        HotelId hotel = new HotelId(UUID.randomUUID());
        List<RestrictionId> restrictions = IntStream.range(0, 1000)
                .mapToObj(i -> new RestrictionId(new UUID(i, 0)))
                .toList();
        restrictions.forEach(id -> tariffs.add(new HotelRestriction(id, hotel, Restriction.stopSell(STAY))));
        CyclicBarrier start = new CyclicBarrier(threads);

        List<CompletableFuture<Long>> removing = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            removing.add(CompletableFuture.supplyAsync(
                    () -> removedBy(start, hotel, restrictions), task -> new Thread(task).start()));
        }

        assertThat(removing.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(restrictions.size());
        assertThat(tariffs.restrictions(hotel)).isEmpty();
    }

    private long removedBy(CyclicBarrier start, HotelId hotel, List<RestrictionId> restrictions) {
        try {
            start.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return restrictions.stream()
                .filter(restriction -> tariffs.remove(hotel, restriction))
                .count();
    }
}
