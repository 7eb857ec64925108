package io.innkeeper.booking.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.Operation;
import io.innkeeper.booking.event.Operation.Kind;
import io.innkeeper.booking.event.OperationEnd;
import io.innkeeper.booking.event.OperationEnd.Result;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.tck.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final HotelId HOTEL = new HotelId(UUID.randomUUID());
    private static final BookingId BOOKING = new BookingId(UUID.randomUUID());
    private static final Unknown UNKNOWN = new Unknown(BOOKING, HOTEL, "a-secret-key");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7); // the clock may run over
    private final List<OperationEnd> ends = new ArrayList<>();
    private final Watch watch = watch(new BookingListener() {
        @Override
        public void happened(BookingEvent event) {}

        @Override
        public Consumer<OperationEnd> started(Operation operation) {
            return ends::add;
        }
    });

    private Watch watch(BookingListener... listeners) {
        InventoryLock inventory = batch -> List.of();
        return new Watch(inventory, List.of(listeners), Duration.ofSeconds(1), nanos::get);
    }

    private static List<String> logged(Runnable work) {
        return RecordedLog.during(work).orElseThrow().lines().toList();
    }

    private <T> T taking(Duration time, T answer) {
        return watch.during(Kind.BOOK, HOTEL, course -> {
            nanos.addAndGet(time.toNanos());
            return answer;
        });
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    // What became of it

    @Test
    void theEndSaysWhatBecameOfItAndHowLongItTook() {
        taking(ms(3), new Contended());
        taking(ms(4), new TooLate());
        taking(ms(5), UNKNOWN);

        assertThat(ends)
                .extracting(OperationEnd::result)
                .containsExactly(Result.CONTENDED, Result.TOO_LATE, Result.UNKNOWN);
        assertThat(ends).extracting(OperationEnd::time).containsExactly(ms(3), ms(4), ms(5));
    }

    @Test
    void whatWasNotedOnItsCourseIsInItsEnd() {
        HotelId other = new HotelId(UUID.randomUUID());
        watch.during(Kind.CONFIRM, null, course -> {
            course.asks(other);
            course.triedAgain();
            course.triedAgain();
            course.settledTogether(12);
            return new Contended();
        });

        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.hotel()).isEqualTo(other);
            assertThat(end.retries()).isEqualTo(2);
            assertThat(end.together()).isEqualTo(12);
        });
    }

    @Test
    void whatIsThrownGoesOn() {
        StorageException broken = new StorageException("the server is down", null);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> watch.during(Kind.BOOK, null, course -> {
                    throw broken;
                }))
                .isSameAs(broken);

        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.result()).isEqualTo(Result.FAILED);
            assertThat(end.failure()).isSameAs(broken);
        });
    }

    // The log

    @Test
    void whatIsSlowIsOneLine() {
        List<String> lines = logged(() -> taking(ms(1_532), "found"));

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "WARN",
                                Operation.class.getName(),
                                "slow: book at hotel " + HOTEL + ": done after 1532 ms, 0 retries, 0 together"));
    }

    @Test
    void whatIsNotSlowIsNone() {
        assertThat(logged(() -> taking(ms(999), "found"))).isEmpty();
        assertThat(logged(() -> taking(ms(1_000), "found"))).hasSize(1);
    }

    @Test
    void whatIsLostIsALineThatWarnsOnlyOfTheUnknown() {
        assertThat(logged(() -> taking(ms(2), new Contended())))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("INFO", "lost: book", "contended after 2 ms"));
        assertThat(logged(() -> taking(ms(2), UNKNOWN)))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("WARN", "unknown: book", BOOKING.toString())
                        .doesNotContain("a-secret-key"));
    }

    @Test
    void whatIsSlowAndLostIsOneLine() {
        assertThat(logged(() -> taking(ms(30_000), new TooLate())))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("slow: book", "too-late after 30000 ms"));
    }

    @Test
    void anOverloadDoesNotFloodTheLog() {
        List<String> lines = logged(() -> {
            for (int i = 0; i < 1_000; i++) {
                taking(Duration.ZERO, new Contended());
            }
            nanos.addAndGet(ms(999).toNanos());
            taking(Duration.ZERO, new Contended());
            nanos.addAndGet(ms(1).toNanos());
            taking(Duration.ZERO, new Contended());
            nanos.addAndGet(ms(1_000).toNanos());
            taking(Duration.ZERO, new Contended());
        });

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).endsWith("0 together");
        assertThat(lines.get(1)).endsWith("(1000 more since the last such line)");
        assertThat(lines.get(2)).endsWith("0 together");
    }

    @Test
    void oneKindOfLineDoesNotKeepAnotherOut() {
        List<String> lines = logged(() -> {
            for (Outcome answer : List.of(new Contended(), UNKNOWN, new Contended(), UNKNOWN)) {
                taking(Duration.ZERO, answer);
            }
            taking(Duration.ZERO, new TooLate());
        });

        assertThat(lines).hasSize(2);
    }

    @Test
    void aListenerThatAlwaysThrowsDoesNotFloodTheLog() {
        Watch broken = watch(new BookingListener() {
            @Override
            public void happened(BookingEvent event) {}

            @Override
            public Consumer<OperationEnd> started(Operation operation) {
                return end -> {
                    throw new IllegalStateException("broken");
                };
            }
        });

        List<String> lines = logged(() -> {
            for (int i = 0; i < 100; i++) {
                assertThat(broken.<String>during(Kind.BOOK, HOTEL, course -> "booked"))
                        .isEqualTo("booked");
            }
        });

        assertThat(lines.stream().filter(line -> line.contains("ERROR"))).hasSize(1);
    }

    @Test
    void anErrorOfTheVirtualMachineInAListenerGoesOn() {
        Watch broken = watch(new BookingListener() {
            @Override
            public void happened(BookingEvent event) {}

            @Override
            public Consumer<OperationEnd> started(Operation operation) {
                throw new StackOverflowError();
            }
        });

        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> broken.during(Kind.BOOK, HOTEL, course -> "booked"));
    }
}
