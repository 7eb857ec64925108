package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementsPerBookingTest {

    private static final List<String> COUNTED = List.of(
            "Com_insert",
            "Com_insert_select",
            "Com_select",
            "Com_update",
            "Com_delete",
            "Com_commit",
            "Com_rollback",
            "Com_begin");

    /** The server counts for each session, so all is done on the one connection of a pool. */
    @Test
    void aBookingOfAGivenRoomIsOneLookUpBeforeAndThenThreeInsertsAndACommit() throws SQLException {
        try (TestServer.Database database = TestServer.newDatabase();
                HikariDataSource one = poolOfOne(database)) {
            JpaStorage.migrate(database.dataSource());
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(JpaStorage.open(one))
                    .passwordHasher(PasswordHasher.pbkdf2(1))
                    .build()) {
                UserId ada = innkeeper
                        .accounts()
                        .register(new Registration("ada@example.org", "Ada", "seven otters on a lake"))
                        .id();
                Hotel hotel = innkeeper
                        .hotels()
                        .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
                Room room = innkeeper
                        .hotels()
                        .addRoom(hotel.id(), new RoomDetails("12", "double", 2, Money.of("120", "EUR")));
                Stay week = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 7);

                Map<String, Long> before = sessionStatus(one);
                assertThat(innkeeper.bookings().book(BookingRequest.room(ada, room.id(), week, 2)))
                        .isInstanceOf(Booked.class);
                Map<String, Long> after = sessionStatus(one);

                after.replaceAll((name, count) -> count - before.get(name));
                assertThat(after.get("Com_insert") + after.get("Com_insert_select"))
                        .as("inserts, whatever the nights: %s", after)
                        .isEqualTo(3);
                assertThat(after)
                        .as("of which the look-up of the room, before the transaction, is the only select")
                        .containsEntry("Com_select", 1L)
                        .containsEntry("Com_commit", 1L)
                        .containsEntry("Com_update", 0L)
                        .containsEntry("Com_delete", 0L)
                        .containsEntry("Com_rollback", 0L);
            }
        }
    }

    private static HikariDataSource poolOfOne(TestServer.Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.urlWith("useLocalSessionState", "true"));
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    private static Map<String, Long> sessionStatus(HikariDataSource one) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (Connection connection = one.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show session status like 'Com\\_%'")) {
            while (rows.next()) {
                if (COUNTED.contains(rows.getString(1))) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }
}
