package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.jpa.server.TestServer;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What it costs to claim events when many wait, in a table that has had many more. */
class RelayBacklogTest {

    private static final UUID ANY = new UUID(0, 0);

    private static final String PAYLOAD =
            "json_object('user', '" + ANY + "', 'room', '" + ANY + "', 'arrival', '2031-06-01',"
                    + " 'departure', '2031-06-03', 'guests', 1, 'total', '240.00', 'currency', 'CHF', 'status', 'CONFIRMED')";

    private TestServer.Database database;

    @BeforeEach
    void createDatabase() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void aClaimReadsAboutAsManyRowsAsItClaims() throws SQLException {
        insertEvents(8_000, 1_500);

        try (SingleConnection host = new SingleConnection(database.connection());
                JpaStorage storage = JpaStorage.open(host)) {
            long before = rowsRead(host.connection());
            assertThat(storage.events().claim(50, Duration.ofMinutes(1))).hasSize(50);

            assertThat(rowsRead(host.connection()) - before).isLessThan(1_000);
        }
    }

    /** Two of each booking. */
    private void insertEvents(int delivered, int waiting) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into booking_event (id, hotel_id, aggregate_type, aggregate_id, sequence, type, payload,
                                                   account_id, relay_at)
                        values (?, ?, 'booking', ?, ?, 'BOOKED', %s, ?, if(?, null, utc_timestamp(6)))""".formatted(PAYLOAD))) {
            connection.setAutoCommit(false);
            for (int i = 0; i < delivered + waiting; i++) {
                insert.setBytes(1, id(i));
                insert.setBytes(2, id(0));
                insert.setBytes(3, id(i / 2));
                insert.setInt(4, 1 + i % 2);
                insert.setBytes(5, id(0));
                insert.setBoolean(6, i < delivered);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        database.execute("analyze table booking_event");
    }

    private static byte[] id(int number) {
        return ByteBuffer.allocate(16).putLong(number).putLong(0).array();
    }

    private static long rowsRead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show session status like 'Handler_read%'")) {
            long sum = 0;
            while (rows.next()) {
                sum += rows.getLong(2);
            }
            return sum;
        }
    }
}
