package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the library itself costs, with no database behind it: one booking of a given room and its cancellation, each with
 * all checks, by one caller in memory.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar BookAndCancel}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class BookAndCancel {

    private Innkeeper innkeeper;
    private UserId user;
    private BookingRequest request;

    /** A hotel with one room, and a user who wants it. */
    @Setup(Level.Iteration)
    public void prepare() {
        innkeeper = Innkeeper.builder()
                .storage(new MemoryStorage())
                .passwordHasher(PasswordHasher.pbkdf2())
                .build();
        user = innkeeper
                .accounts()
                .register(new Registration("ada@example.org", "Ada", "correct horse battery staple"))
                .id();
        Hotel hotel = innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
        RoomDetails room = new RoomDetails("12", "double", 2, Money.of("120", "EUR"));
        Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusMonths(1), 3);
        request = BookingRequest.room(
                user, innkeeper.hotels().addRoom(hotel.id(), room).id(), stay, 2);
    }

    /** Ends the storage. */
    @TearDown(Level.Iteration)
    public void close() {
        innkeeper.close();
    }

    /** Books the room and cancels the booking. */
    @Benchmark
    public CancelOutcome bookAndCancel() {
        Booking booking = innkeeper.bookings().book(request).success().orElseThrow();
        return innkeeper.bookings().cancel(user, booking.id());
    }
}
