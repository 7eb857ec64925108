package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.stand.Stand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What is done where the database has no guard: lock the room, look whether the night is free, and if it is, write that it is
 * taken. On one server that works.
 */
final class Unguarded {

    static final int NIGHTS = 200;

    private final Stand stand;

    Unguarded(Stand stand) {
        this.stand = stand;
    }

    /** How many of some nights are sold more than once if there is a caller on each server. */
    int soldTwice() throws SQLException, InterruptedException {
        List<Connection> connections = new ArrayList<>();
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            for (int server = 0; server < stand.servers().urls().size(); server++) {
                connections.add(stand.connection(server));
            }
            try (Statement statement = connections.get(0).createStatement()) {
                statement.execute("create table unguarded_room (id int primary key)");
                statement.execute("create table unguarded_night (id varchar(36) primary key, night int not null)");
                statement.execute("insert into unguarded_room values (1)");
            }
            stand.compare();
            CyclicBarrier start = new CyclicBarrier(connections.size());
            List<Future<?>> running = new ArrayList<>();
            for (Connection connection : connections) {
                running.add(callers.submit(() -> bookAll(connection, start)));
            }
            for (Future<?> each : running) {
                each.get();
            }
            stand.compare();
            try (Statement statement = connections.get(0).createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from (select night from unguarded_night"
                            + " group by night having count(*) > 1) as twice")) {
                row.next();
                return row.getInt(1);
            }
        } catch (ExecutionException e) {
            throw new SQLException(e);
        } finally {
            callers.shutdownNow();
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static Void bookAll(Connection connection, CyclicBarrier start)
            throws SQLException, InterruptedException, BrokenBarrierException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        for (int night = 0; night < NIGHTS; night++) {
            start.await();
            try (Statement statement = connection.createStatement()) {
                book(statement, night);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback(); // another one was first
            }
        }
        return null;
    }

    private static void book(Statement statement, int night) throws SQLException {
        statement
                .executeQuery("select id from unguarded_room where id = 1 for update")
                .close();
        try (ResultSet taken = statement.executeQuery("select 1 from unguarded_night where night = " + night)) {
            if (taken.next()) {
                return;
            }
        }
        statement.execute("insert into unguarded_night values (uuid(), " + night + ")");
    }
}
