package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.UnknownOutcomeException;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.jpa.server.CommitProxy;
import io.innkeeper.booking.jpa.server.CommitProxy.Cut;
import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads and writes beside the inventory, whose connections lead nowhere, or were lost at COMMIT. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WrongNodeTest {

    private static final int SIZE = 4;

    private static Hotel hotel() {
        HotelDetails details = HotelDetails.of("Krone", "Bern", ZoneOffset.UTC, Currency.getInstance("CHF"));
        return new Hotel(new HotelId(UUID.randomUUID()), details, false);
    }

    private static HikariDataSource pool(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(SIZE);
        return new HikariDataSource(config);
    }

    /** Of all connections of a pool, each of which was used just now, so that the pool hands it out unchecked. */
    private static Set<Long> connectionsOf(HikariDataSource pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < SIZE; i++) {
            Connection connection = pool.getConnection();
            all.add(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet id = statement.executeQuery("select connection_id()")) {
                id.next();
                ids.add(id.getLong(1));
            }
        }
        for (Connection connection : all) {
            connection.close();
        }
        return ids;
    }

    /** What is done beside the inventory. */
    enum Operation {
        WRITE {
            @Override
            void run(JpaStorage storage) {
                Hotel hotel = hotel();
                storage.hotels().add(hotel);
                assertThat(storage.hotels().find(hotel.id())).contains(hotel);
            }
        },
        READ {
            @Override
            void run(JpaStorage storage) {
                assertThat(storage.hotels().find(new HotelId(UUID.randomUUID())))
                        .isEmpty();
            }
        },
        VERIFY {
            @Override
            void run(JpaStorage storage) {
                assertThat(storage.upkeep().verify().isClean()).isTrue();
            }
        },
        FORGET_KEYS {
            @Override
            void run(JpaStorage storage) {
                assertThat(storage.upkeep().forgetKeys(Duration.ofDays(1))).isZero();
            }
        };

        abstract void run(JpaStorage storage);
    }

    @ParameterizedTest
    @EnumSource
    void connectionsThatDiedInThePoolCostNobodyAnAnswer(Operation operation) throws SQLException {
        try (TestServer.Database database = TestServer.newDatabase()) {
            JpaStorage.migrate(database.dataSource());
            try (HikariDataSource pool = pool(database.url(), database.user(), database.password());
                    JpaStorage storage = JpaStorage.open(pool)) {
                for (long id : connectionsOf(pool)) {
                    database.execute("kill " + id);
                }

                operation.run(storage);
            }
        }
    }

    @Test
    void aServerThatTakesNoWritesIsToldSoAndLosesItsConnections() throws SQLException {
        try (ClusterNode node = ClusterNode.start();
                HikariDataSource pool = pool(ClusterNode.url(node), ClusterNode.USER, ClusterNode.PASSWORD)) {
            JpaStorage.migrate(pool);
            try (JpaStorage storage = JpaStorage.open(pool)) {
                Set<Long> before = connectionsOf(pool);
                node.readOnly(true);

                assertThatThrownBy(() -> storage.hotels().add(hotel()))
                        .isExactlyInstanceOf(StorageException.class)
                        .hasMessageContaining("--read-only");
                Operation.READ.run(storage);
                Operation.VERIFY.run(storage);
                assertThat(connectionsOf(pool)).doesNotContainAnyElementsOf(before);
                assertThat(node.number("select count(*) from innkeeper.hotel")).isZero();

                node.readOnly(false);
                Operation.WRITE.run(storage);
            }
        }
    }

    @Test
    void whatOneServerDoesNotTakeGoesToTheOther() throws SQLException {
        try (ClusterNode one = ClusterNode.start();
                ClusterNode other = ClusterNode.start()) {
            JpaStorage.migrate(ClusterNode.url(other), ClusterNode.USER, ClusterNode.PASSWORD);
            JpaStorage.migrate(ClusterNode.url(one, other), ClusterNode.USER, ClusterNode.PASSWORD);
            try (JpaStorage storage =
                    JpaStorage.connect(ClusterNode.url(one, other), ClusterNode.USER, ClusterNode.PASSWORD)) {
                Operation.WRITE.run(storage);
                one.readOnly(true);
                Operation.WRITE.run(storage);
                Operation.WRITE.run(storage);
                one.readOnly(false);
                Operation.WRITE.run(storage);

                assertThat(one.number("select count(*) from innkeeper.hotel")).isEqualTo(1);
                assertThat(other.number("select count(*) from innkeeper.hotel")).isEqualTo(3);
                assertThat(one.connections()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"BEFORE_THE_SERVER_IS_TOLD", "ONCE_THE_SERVER_HAS_ANSWERED"})
    void whatWasLostAtCommitIsToldToBeUnknownAndNotDoneAgain(Cut cut) throws SQLException, IOException {
        try (TestServer.Database database = TestServer.newDatabase()) {
            JpaStorage.migrate(database.dataSource());
            try (CommitProxy proxy = new CommitProxy(database, "insert into hotel");
                    JpaStorage storage =
                            JpaStorage.connect(proxy.url(database.url()), database.user(), database.password());
                    JpaStorage direct = JpaStorage.open(database.dataSource())) {
                for (int i = 0; i < 20; i++) {
                    proxy.cutNext(cut);
                    Hotel hotel = hotel();

                    assertThatThrownBy(() -> storage.hotels().add(hotel))
                            .isExactlyInstanceOf(UnknownOutcomeException.class)
                            .hasMessageContaining("add a hotel");
                    assertThat(direct.hotels().find(hotel.id()).isPresent())
                            .isEqualTo(cut == Cut.ONCE_THE_SERVER_HAS_ANSWERED);
                }
                assertThat(proxy.cuts()).isEqualTo(20);
            }
        }
    }
}
