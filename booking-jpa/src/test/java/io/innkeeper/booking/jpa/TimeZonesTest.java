package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.event.RecordedEvent;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quoted;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Dates of hotels go into the database and come back through every way there is to read them, in each time zone that Java knows: as
 * that of the process, of the driver, and of the hotel, while the session of the server is in another one.
 */
class TimeZonesTest {

    private static final Currency CHF = Currency.getInstance("CHF");

    /** Before all that is booked here. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2011-12-01T00:00:00Z"), ZoneOffset.UTC);

    /** Around a day that Apia did not have, and a midnight that São Paulo did not. */
    private static final List<Stay> STAYS =
            List.of(Stay.of(LocalDate.of(2011, 12, 29), 3), Stay.of(LocalDate.of(2018, 11, 3), 3));

    private static final int FEWEST = 400;

    private static final List<String> STRANGEST = List.of(
            "Pacific/Apia",
            "America/Sao_Paulo",
            "Asia/Beirut",
            "Pacific/Kiritimati",
            "Etc/GMT+12",
            "America/Los_Angeles",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Antarctica/Troll",
            "Asia/Kathmandu",
            "Europe/Lisbon",
            "Africa/Casablanca");

    @Test
    void noDateIsMovedByAnyOfFourHundredZones() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        List<String> zones = zones();
        int tried = 0;
        try (TestServer.Database database = TestServer.newDatabase()) {
            JpaStorage.migrate(database.dataSource());
            Switching switching = new Switching();
            switching.to(database, "UTC", "+00:00");
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(JpaStorage.open(switching))
                    .passwordHasher(PasswordHasher.pbkdf2(1))
                    .clock(CLOCK)
                    .build()) {
                UserId ada;
                try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
                    ada = Given.user(storage).id();
                }
                for (String zone : zones) {
                    TimeZone.setDefault(TimeZone.getTimeZone(zone));
                    // Each in the order has another offset: -12:00 to +13:00 is what both servers take.
                    String session = "%+03d:00".formatted(tried % 26 - 12);
                    switching.to(database, tried % 2 == 0 ? "LOCAL" : "UTC", session);
                    tryDates(innkeeper, ada, ZoneId.of(zone), switching);
                    tried++;
                }
                assertThat(innkeeper.verifyInventory().findings()).isEmpty();
            } finally {
                TimeZone.setDefault(before);
                switching.close();
            }
        }
        System.out.println("dates went through " + tried + " time zones");
        assertThat(tried).isGreaterThanOrEqualTo(FEWEST);
    }

    /** Those with the strangest days, and so many others as there is time for: all in a full run. */
    private static List<String> zones() {
        List<String> others = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
        others.removeAll(STRANGEST);
        if (!Boolean.getBoolean("innkeeper.tck.full")) {
            long seed = new SecureRandom().nextLong();
            System.out.println("seed of the time zones: " + seed);
            Collections.shuffle(others, new Random(seed));
            others = others.subList(0, FEWEST - STRANGEST.size());
        }
        List<String> zones = new ArrayList<>(STRANGEST);
        zones.addAll(others);
        return zones;
    }

    private void tryDates(Innkeeper innkeeper, UserId ada, ZoneId zone, DataSource database) throws SQLException {
        HotelDetails details =
                HotelDetails.of("Krone", "Bern", zone, CHF).withCancellation(new CancellationPolicy(2, 50));
        Hotel hotel = innkeeper.hotels().add(details);
        Room room = innkeeper.hotels().addRoom(hotel.id(), new RoomDetails("1", "double", 2, Money.of("100", "CHF")));
        List<Stay> stays = new ArrayList<>(STAYS);
        ZoneOffsetTransition next = zone.getRules().nextTransition(Instant.parse("2030-01-01T00:00:00Z"));
        stays.add(Stay.of(
                next == null
                        ? LocalDate.of(2030, 3, 30)
                        : LocalDateTime.ofEpochSecond(next.toEpochSecond(), 0, next.getOffsetBefore())
                                .toLocalDate()
                                .minusDays(1),
                3));
        for (Stay stay : stays) {
            innkeeper.tariffs().setRate(hotel.id(), "double", stay, Money.of("111", "CHF"));
            assertThat(innkeeper
                            .tariffs()
                            .rates(hotel.id(), "double", around(stay))
                            .keySet())
                    .as("rates in %s", zone)
                    .containsExactlyElementsOf(stay.nights());
            HotelRestriction restriction =
                    innkeeper.tariffs().restrict(hotel.id(), Restriction.closedToArrival(Stay.of(stay.departure(), 1)));
            assertThat(innkeeper.tariffs().restrictions(hotel.id())).contains(restriction);

            Quote quote = ((Quoted)
                            innkeeper.quotes().quote(QuoteRequest.room(room.id(), stay, 1), Duration.ofHours(1)))
                    .quote();
            assertThat(quote.stay()).isEqualTo(stay);
            assertThat(innkeeper.quotes().find(quote.id())).contains(quote);

            Booking booking = ((Booked) innkeeper.bookings().book(BookingRequest.quoted(ada, quote))).booking();
            assertThat(innkeeper.bookings().find(ada, booking.id())).contains(booking);
            assertThat(booking.stay()).isEqualTo(stay);
            assertThat(booking.cancellation())
                    .isEqualTo(new CancellationTerms(stay.arrival().minusDays(2), Money.of("166.50", "CHF")));
            assertThat(innkeeper.events().of(ada, booking.id()))
                    .extracting(RecordedEvent::event)
                    .extracting(event -> event.booking())
                    .containsExactly(booking);
            assertThat(innkeeper.availability().calendar(hotel.id(), "double", around(stay)))
                    .as("calendar in %s", zone)
                    .filteredOn(night -> night.freeRooms() == 0)
                    .extracting(CalendarNight::night)
                    .containsExactlyElementsOf(stay.nights());
            assertThat(innkeeper
                            .frontDesk()
                            .list(Actor.system(), hotel.id(), stay.arrival(), stay.arrival(), 10, null)
                            .items())
                    .containsExactly(booking);
            assertThat(innkeeper
                            .availability()
                            .freeRooms(hotel.id(), Stay.of(stay.arrival().minusDays(1), 1), 1))
                    .hasSize(1);
            assertThat(text(
                            database,
                            "select group_concat(cast(night as char) order by night separator ' ') from room_night where"
                                    + " booking_id = ?",
                            booking.id().value()))
                    .isEqualTo(stay.nights().stream().map(LocalDate::toString).collect(Collectors.joining(" ")));
            assertThat(text(
                            database,
                            "select concat_ws(' ', arrival, departure, free_until) from booking where id = ?",
                            booking.id().value()))
                    .isEqualTo(stay.arrival() + " " + stay.departure() + " "
                            + stay.arrival().minusDays(2));
            assertThat(text(
                            database,
                            "select concat_ws(' ', json_unquote(json_extract(payload, '$.arrival')),"
                                    + " json_unquote(json_extract(payload, '$.departure'))) from booking_event"
                                    + " where aggregate_id = ?",
                            booking.id().value()))
                    .isEqualTo(stay.arrival() + " " + stay.departure());
        }
        assertThat(innkeeper.bookings().list(ada, 3, null).items())
                .as("in %s", zone)
                .extracting(Booking::stay)
                .containsExactlyInAnyOrderElementsOf(stays);
    }

    private static Stay around(Stay stay) {
        return new Stay(stay.arrival().minusDays(3), stay.departure().plusDays(3));
    }

    private static @Nullable String text(DataSource database, String sql, UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setBytes(1, bytes(id));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Connections that are made anew for each zone. */
    private static final class Switching implements DataSource {

        private @Nullable HikariDataSource current;

        void to(TestServer.Database database, String driver, String session) {
            close();
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(database.urlWith("connectionTimeZone", driver));
            config.setUsername(database.user());
            config.setPassword(database.password());
            config.setConnectionInitSql("set time_zone = '" + session + "'");
            config.setMinimumIdle(1);
            config.setMaximumPoolSize(2);
            current = new HikariDataSource(config);
        }

        void close() {
            if (current != null) {
                current.close();
            }
        }

        @Override
        public Connection getConnection() throws SQLException {
            return current.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(@Nullable PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
