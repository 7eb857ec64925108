package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.CommitProxy;
import io.innkeeper.booking.jpa.server.CommitProxy.Cut;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Happened;
import io.innkeeper.booking.reservation.NeverHappens;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.stay.Stay;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.jdbc.plugin.failover.FailoverSuccessSQLException;
import software.amazon.jdbc.plugin.failover.TransactionStateUnknownSQLException;
import software.amazon.jdbc.util.CoreServicesContainer;

/**
 * The AWS Advanced JDBC Wrapper between a host's pool and the driver. There is no Aurora here. What its fail-over needs to know of
 * a cluster it reads from a table, {@code mysql.rds_topology}, which this makes for a cluster of one node: so the wire is cut,
 * and the real plug-in fails over, from the node to itself, and throws what it throws then.
 */
@Timeout(120)
class AwsWrapperTest {

    private static final int TIMES = 20;
    private static final LocalDate FIRST = LocalDate.of(2031, 6, 1);

    private final TestServer.Database database = TestServer.newDatabase();
    private final CommitProxy proxy = new CommitProxy(database);
    private final HikariDataSource pool = new HikariDataSource();
    private final Innkeeper direct;
    private final Room room;
    private final UserId ada;

    AwsWrapperTest() throws IOException {
        JpaStorage.migrate(database.dataSource());
        JpaStorage storage = JpaStorage.open(database.dataSource());
        direct = innkeeper(storage);
        room = Given.room(storage, Given.hotel(storage));
        ada = Given.user(storage).id();
    }

    private static Innkeeper innkeeper(JpaStorage storage) {
        return Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(Clock.fixed(Instant.parse("2031-05-20T12:00:00Z"), ZoneOffset.UTC))
                .build();
    }

    @AfterEach
    void close() throws IOException, SQLException {
        pool.close();
        direct.close();
        proxy.close();
        database.execute("drop table if exists mysql.rds_topology");
        CoreServicesContainer.getInstance().getMonitorService().releaseResources(); // threads that watch the cluster
        database.close();
    }

    /** As application-aws has it, but for IAM and TLS. */
    private JpaStorage through(String plugins, String more) {
        pool.setJdbcUrl(proxy.url(database.url()).replace("jdbc:mysql:", "jdbc:aws-wrapper:mysql:")
                + "&connectionTimeZone=UTC&rewriteBatchedStatements=true&wrapperPlugins=" + plugins + more);
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(5);
        return JpaStorage.open(pool);
    }

    private JpaStorage throughACluster() throws SQLException {
        database.execute(
                "create table mysql.rds_topology (id bigint, endpoint varchar(100), port int)",
                "insert into mysql.rds_topology values (@@server_id, '1.cluster', " + proxy.port() + ")");
        return through(
                "initialConnection,auroraConnectionTracker,failover2,efm2",
                "&wrapperDialect=rds-multi-az-mysql-cluster&clusterInstanceHostPattern=127.0.0.?:" + proxy.port()
                        + "&clusterId=" + database.name() + "&failoverTimeoutMs=10000");
    }

    private BookingRequest request(int number) {
        return BookingRequest.room(ada, room.id(), Stay.of(FIRST.plusDays(number), 1), 1);
    }

    @Test
    void bookingGoesThroughIt() throws SQLException {
        try (Innkeeper innkeeper = innkeeper(throughACluster())) {
            for (int i = 0; i < TIMES; i++) {
                assertThat(innkeeper.bookings().book(request(i))).isInstanceOf(Booked.class);
            }
            assertThat(innkeeper.verifyInventory().findings()).isEmpty();
        }
    }

    /** Where there is no cluster, it passes on what the driver throws. */
    @Test
    void aCommitThatWasCutIsUnknownWithoutACluster() {
        try (Innkeeper innkeeper = innkeeper(through("efm2", "&wrapperDialect=mysql"))) {
            cutAndResolve(innkeeper);
        }
    }

    /** It has a new connection by then and says 08007: whether COMMIT arrived, it does not know either. */
    @Test
    void aCommitThatWasCutIsUnknownAfterAFailOver() throws SQLException {
        try (Innkeeper innkeeper = innkeeper(throughACluster())) {
            cutAndResolve(innkeeper);
        }
    }

    private void cutAndResolve(Innkeeper innkeeper) {
        for (int i = 0; i < TIMES; i++) {
            boolean arrives = i % 2 == 1;
            proxy.cutNext(arrives ? Cut.ONCE_THE_SERVER_HAS_ANSWERED : Cut.BEFORE_THE_SERVER_IS_TOLD);

            BookingOutcome outcome = innkeeper.bookings().book(request(i));

            assertThat(outcome).as("number %d", i).isInstanceOf(Unknown.class);
            Unknown unknown = (Unknown) outcome;
            if (arrives) {
                Booking booking = direct.bookings().find(ada, unknown.booking()).orElseThrow();
                assertThat(innkeeper.bookings().resolve(ada, unknown.hotel(), unknown.key()))
                        .isEqualTo(new Happened(List.of(booking)));
            } else {
                assertThat(innkeeper.bookings().resolve(ada, unknown.hotel(), unknown.key()))
                        .isEqualTo(new NeverHappens());
            }
        }
        assertThat(proxy.cuts()).isEqualTo(TIMES);
        assertThat(direct.bookings().list(ada, 200, null).items()).hasSize(TIMES / 2);
        assertThat(direct.verifyInventory().findings()).isEmpty();
    }

    /** What the plug-in throws when a connection dies, so that the tests above are known to have met it. */
    @Test
    void insideATransactionItSays08007AndOutside08S02() throws SQLException {
        throughACluster().close();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeQuery("select 1 from room");
            kill(connection);
            assertThatExceptionOfType(TransactionStateUnknownSQLException.class)
                    .isThrownBy(() -> statement.executeQuery("select 1 from room"))
                    .satisfies(thrown -> assertThat(thrown.getSQLState()).isEqualTo("08007"));
        }
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            kill(connection);
            assertThatExceptionOfType(FailoverSuccessSQLException.class)
                    .isThrownBy(() -> statement.executeQuery("select 1 from room"))
                    .satisfies(thrown -> assertThat(thrown.getSQLState()).isEqualTo("08S02"));
        }
    }

    /** Before COMMIT nothing was written, so the booking is made on another connection and nobody hears of it. */
    @Test
    void aConnectionThatIsDeadBeforeCommitIsReplaced() throws SQLException {
        try (Innkeeper innkeeper = innkeeper(throughACluster())) {
            assertThat(innkeeper.bookings().book(request(0))).isInstanceOf(Booked.class);
            for (int i = 1; i < TIMES; i++) {
                killAllOfThePool();
                assertThat(innkeeper.bookings().book(request(i)))
                        .as("number %d", i)
                        .isInstanceOf(Booked.class);
            }
            assertThat(direct.bookings().list(ada, 200, null).items()).hasSize(TIMES);
            assertThat(direct.verifyInventory().findings()).isEmpty();
        }
    }

    private void kill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select connection_id()")) {
            row.next();
            database.execute("kill " + row.getLong(1));
        }
    }

    private void killAllOfThePool() throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                Statement kill = connection.createStatement();
                var rows = statement.executeQuery("select id from information_schema.processlist where db = '"
                        + database.name() + "' and id <> connection_id()")) {
            while (rows.next()) {
                try {
                    kill.execute("kill " + rows.getLong(1));
                } catch (SQLException e) {
                    // it is gone already
                }
            }
        }
    }
}
