package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications on one database whose clocks are an hour apart, and hotels whose clocks are put forward and back. */
class ClocksTest {

    private static final Instant BEGIN = Instant.parse("2031-05-01T12:00:00Z");
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private TestServer.Database database;
    private final List<Innkeeper> open = new ArrayList<>();

    @BeforeEach
    void migrate() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
    }

    @AfterEach
    void close() {
        open.forEach(Innkeeper::close);
        database.close();
    }

    /** An application of its own, by its clock, at a moment of the server's. */
    private Innkeeper application(Instant byItsClock, Instant byTheServer) {
        String url = database.urlWith("sessionVariables", "timestamp=" + byTheServer.getEpochSecond());
        Innkeeper application = Innkeeper.builder()
                .storage(JpaStorage.connect(url, database.user(), database.password()))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(Clock.fixed(byItsClock, ZoneOffset.UTC))
                .build();
        open.add(application);
        return application;
    }

    private Innkeeper wrongBy(Duration wrong, Duration later) {
        Instant now = BEGIN.plus(later);
        return application(now.plus(wrong), now);
    }

    private record World(UserId ada, UserId eve, Hotel hotel, Room room) {}

    private World world(ZoneId zone) {
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            HotelDetails details = HotelDetails.of("Krone", "Bern", zone, Currency.getInstance("CHF"));
            Hotel hotel = new Hotel(new HotelId(UUID.randomUUID()), details, false);
            storage.hotels().add(hotel);
            return new World(Given.user(storage).id(), Given.user(storage).id(), hotel, Given.room(storage, hotel));
        }
    }

    private static BookingRequest request(UserId guest, World world, Stay stay) {
        return BookingRequest.room(guest, world.room().id(), stay, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aHoldEndsByTheClockOfTheServerWhoeverMadeIt(int hours) {
        World world = world(ZoneOffset.UTC);
        Stay stay = Stay.of(LocalDate.of(2031, 6, 1), 2);
        Duration wrong = HOUR.multipliedBy(hours);

        Booking hold = wrongBy(wrong, Duration.ZERO)
                .bookings()
                .hold(request(world.ada(), world, stay), LENGTH)
                .success()
                .orElseThrow();
        assertThat(hold.heldUntil()).isEqualTo(BEGIN.plus(LENGTH));

        Duration shortlyBefore = LENGTH.minusSeconds(1);
        for (Duration eachWrong : List.of(wrong, wrong.negated(), Duration.ZERO)) {
            assertThat(wrongBy(eachWrong, shortlyBefore).bookings().book(request(world.eve(), world, stay)))
                    .isEqualTo(new Unavailable(stay.nights()));
        }
        assertThat(wrongBy(wrong.negated(), LENGTH).bookings().book(request(world.eve(), world, stay)))
                .isInstanceOf(Booked.class);
        assertThat(wrongBy(wrong, LENGTH).bookings().confirm(world.ada(), hold.id()))
                .isEqualTo(new HoldLost(hold, stay.nights()));
    }

    @Test
    void ofManyWhoAskInstancesWithDifferentClocksForOneRoomOneGetsIt() throws Exception {
        World world = world(ZoneOffset.UTC);
        List<Innkeeper> instances = List.of(wrongBy(HOUR, Duration.ZERO), wrongBy(HOUR.negated(), Duration.ZERO));
        for (int round = 0; round < 20; round++) {
            Stay stay = Stay.of(LocalDate.of(2031, 6, 1).plusDays(3L * round), 3);
            int callers = 16;
            CyclicBarrier together = new CyclicBarrier(callers);
            List<FutureTask<BookingOutcome>> tasks = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Innkeeper instance = instances.get(i % 2);
                FutureTask<BookingOutcome> task = new FutureTask<>(() -> {
                    together.await();
                    return instance.bookings().book(request(world.ada(), world, stay));
                });
                tasks.add(task);
                new Thread(task).start();
            }
            List<BookingOutcome> answers = new ArrayList<>();
            for (FutureTask<BookingOutcome> task : tasks) {
                answers.add(task.get());
            }
            assertThat(answers).filteredOn(Booked.class::isInstance).hasSize(1);
            assertThat(answers)
                    .filteredOn(new Unavailable(stay.nights())::equals)
                    .hasSize(callers - 1);
        }
        assertThat(instances.get(0).verifyInventory().findings()).isEmpty();
    }

    /** Half an hour before midnight at the hotel, and after it. */
    @Test
    void aWrongClockOnlyMakesADifferenceToWhatIsInThePast() {
        World world = world(ZoneId.of("Europe/Lisbon"));
        LocalDate today = LocalDate.of(2031, 5, 1);
        Instant before = Instant.parse("2031-05-01T22:30:00Z");
        Instant after = Instant.parse("2031-05-01T23:30:00Z");
        Stay fromToday = Stay.of(today, 2);

        assertThat(application(before.plus(HOUR), before).bookings().book(request(world.ada(), world, fromToday)))
                .as("ahead: it is tomorrow there")
                .isInstanceOf(Refused.class);
        assertThat(application(after.minus(HOUR), after).bookings().book(request(world.ada(), world, fromToday)))
                .as("behind: it is still today")
                .isInstanceOf(Booked.class);
        assertThat(application(after, after).bookings().book(request(world.eve(), world, fromToday)))
                .as("right: it is over")
                .isInstanceOf(Refused.class);
        Stay overlapping = Stay.of(today.plusDays(1), 1);
        for (Duration wrong : List.of(HOUR, HOUR.negated(), Duration.ZERO)) {
            Innkeeper instance = application(after.plus(wrong), after);
            assertThat(instance.bookings().book(request(world.eve(), world, overlapping)))
                    .isEqualTo(new Unavailable(overlapping.nights()));
            assertThat(instance.availability().freeRooms(world.hotel().id(), overlapping, 1))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "America/Sao_Paulo, 2018-11-04T02:59:59Z, 2018-11-03",
        "America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-04",
        "America/Sao_Paulo, 2018-02-18T02:30:00Z, 2018-02-17",
        "Asia/Beirut, 2024-03-30T21:59:59Z, 2024-03-30",
        "Asia/Beirut, 2024-03-30T22:00:00Z, 2024-03-31",
        "Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29",
        "Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-31",
        "Europe/Lisbon, 2030-03-31T00:30:00Z, 2030-03-31",
        "Europe/Lisbon, 2030-10-27T00:30:00Z, 2030-10-27",
        "America/New_York, 2030-03-10T07:00:00Z, 2030-03-10",
        "America/New_York, 2030-11-03T05:30:00Z, 2030-11-03"
    })
    void nightsAreCountedAsDatesWhereClocksArePutForwardAndBack(String zone, Instant now, LocalDate today)
            throws SQLException {
        World world = world(ZoneId.of(zone));
        Innkeeper innkeeper = application(now, now);
        Stay stay = Stay.of(today, 4);

        assertThat(innkeeper.bookings().book(request(world.ada(), world, Stay.of(today.minusDays(1), 4))))
                .as("since yesterday")
                .isInstanceOf(Refused.class);
        Booking booking = ((Booked) innkeeper.bookings().book(request(world.ada(), world, stay))).booking();

        assertThat(booking.total())
                .as("four nights, however many hours")
                .isEqualTo(world.room().details().nightlyRate().times(4));
        assertThat(nights())
                .isEqualTo(stay.nights().stream().map(LocalDate::toString).toList());
        assertThat(innkeeper.bookings().book(request(world.eve(), world, Stay.of(today.plusDays(3), 1))))
                .isInstanceOf(Unavailable.class);
        assertThat(innkeeper.bookings().book(request(world.eve(), world, Stay.of(today.plusDays(4), 1))))
                .as("the day of departure is free")
                .isInstanceOf(Booked.class);
    }

    private List<String> nights() throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select cast(night as char) from room_night order by night")) {
            List<String> nights = new ArrayList<>();
            while (rows.next()) {
                nights.add(rows.getString(1));
            }
            return nights;
        }
    }
}
