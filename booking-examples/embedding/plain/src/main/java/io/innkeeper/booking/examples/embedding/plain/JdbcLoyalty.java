package io.innkeeper.booking.examples.embedding.plain;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.examples.embedding.Loyalty;
import io.innkeeper.booking.examples.embedding.Story;
import io.innkeeper.booking.examples.embedding.TooFewPointsException;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.Server;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Points and bookings in one transaction of a JDBC connection. */
public final class JdbcLoyalty implements Loyalty, AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final DataSource pool;
    private final JpaStorage storage;
    private final Innkeeper innkeeper;

    JdbcLoyalty(DataSource pool, BookingListener listener) throws SQLException {
        this.pool = pool;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists loyalty (guest char(36) primary key, points int not null)");
        }
        JpaStorage.migrate(pool);
        storage = JpaStorage.open(pool);
        innkeeper = Innkeeper.builder().storage(storage).listener(listener).build();
    }

    public static void main(String[] args) throws Exception {
        try (Server server = Server.namedOrEmbedded();
                HikariDataSource pool = pool(server);
                JdbcLoyalty loyalty = new JdbcLoyalty(pool, Story::toldOf)) {
            Story.tell(loyalty);
        }
    }

    @Override
    public BookingOutcome pay(BookingRequest request, int points) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return payOnce(request, points);
            } catch (TransactionLostException e) {
                // It was rolled back. Only the host knows all that it did, so only the host can do all of it again.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private BookingOutcome payOnce(BookingRequest request, int points) throws SQLException {
        BookingOutcome outcome;
        List<Runnable> afterCommit = new ArrayList<>();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                add(connection, request.user(), -points);
                outcome = innkeeper
                        .in(storage.join(connection).afterCommit(afterCommit::add))
                        .bookings()
                        .book(request);
                if (outcome instanceof Booked booked) {
                    TooFewPointsException.check(booked.booking(), points);
                } else {
                    add(connection, request.user(), points + CONSOLATION);
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
        afterCommit.forEach(Runnable::run);
        return outcome;
    }

    private static void add(Connection connection, UserId guest, int points) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update loyalty set points = points + ? where guest = ? and points + ? >= 0")) {
            update.setInt(1, points);
            update.setString(2, guest.value().toString());
            update.setInt(3, points);
            if (update.executeUpdate() == 0) {
                throw new TooFewPointsException("the guest does not have " + -points + " points");
            }
        }
    }

    @Override
    public void enrol(UserId guest, int points) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into loyalty values (?, ?)")) {
            insert.setString(1, guest.value().toString());
            insert.setInt(2, points);
            insert.executeUpdate();
        }
    }

    @Override
    public int points(UserId guest) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement("select points from loyalty where guest = ?")) {
            select.setString(1, guest.value().toString());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Override
    public Innkeeper innkeeper() {
        return innkeeper;
    }

    @Override
    public void close() {
        innkeeper.close();
    }

    private static HikariDataSource pool(Server server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername(server.user());
        config.setPassword(server.password());
        return new HikariDataSource(config);
    }
}
