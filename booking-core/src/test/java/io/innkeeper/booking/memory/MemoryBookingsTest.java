package io.innkeeper.booking.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryBookingsTest {

    private static final LocalDate DAY = LocalDate.of(2030, 5, 1);

    private final MemoryBookings bookings = new MemoryBookings();

    @Test
    void aGroupIsSeenAsOneChangeHasLeftIt() {
        GroupId group = new GroupId(UUID.randomUUID());
        List<Booking> made = IntStream.range(0, 20)
                .mapToObj(i -> Booking.of(
                                new BookingId(new UUID(i, 0)),
                                new UserId(new UUID(1, 1)),
                                new HotelId(new UUID(2, 2)),
                                new RoomId(new UUID(3, 3)),
                                Stay.of(DAY.plusDays(i), 1),
                                1,
                                Money.of("100", "EUR"),
                                null)
                        .in(group))
                .toList();
        CompletableFuture<Void> changing = CompletableFuture.runAsync(
                () -> {
                    List<Booking> present = made;
                    for (int i = 0; i < 2000; i++) {
                        bookings.put(present);
                        present = present.stream()
                                .map(booking -> booking.moveTo(booking.status()))
                                .toList();
                    }
                },
                task -> new Thread(task).start());

        while (!changing.isDone()) {
            assertThat(bookings.ofGroup(group).stream().map(Booking::version).distinct())
                    .hasSizeLessThanOrEqualTo(1);
        }
        changing.join();
        assertThat(bookings.ofGroup(group)).hasSameSizeAs(made);
    }
}
