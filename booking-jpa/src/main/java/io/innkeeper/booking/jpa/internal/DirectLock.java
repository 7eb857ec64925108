package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes nobody wait: begins a transaction, lets the guard decide, and commits or rolls back. Each change has a transaction
 * of its own, on READ COMMITTED, and waits for an answer of the server about as long as its deadline allows.
 */
public final class DirectLock implements InventoryLock {

    /** A server that is up answers sooner; a shorter limit near the deadline would make slow commits unknown outcomes. */
    private static final Duration SHORTEST_NETWORK_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LONGEST_NETWORK_TIMEOUT = Duration.ofMinutes(10);

    /** More than a pool usually has: after a restart of the server all of them are stale. */
    private static final int CONNECTIONS_TO_TRY = 12;

    private static final Logger log = LoggerFactory.getLogger(InventoryLock.class);

    private final DataSource dataSource;
    private final InventoryGuard guard;

    /** A guard in transactions on connections of {@code dataSource}. */
    public DirectLock(DataSource dataSource, InventoryGuard guard) {
        this.dataSource = dataSource;
        this.guard = guard;
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        return batch.stream().map(this::settledOrFailed).toList();
    }

    /** What goes wrong with one change must not take the answers of the others away. */
    private Settlement settledOrFailed(InventoryChange change) {
        try {
            return settle(change);
        } catch (StorageException e) {
            return new Settlement.Failed(e);
        } catch (RuntimeException e) {
            return new Settlement.Failed(
                    new StorageException("a change at hotel " + change.hotel() + " failed: " + e, e));
        }
    }

    private Settlement settle(InventoryChange change) {
        if (change.deadline().hasPassed()) {
            return new Settlement.TooLate(); // not even a connection is worth waiting for
        }
        for (int tries = 1; ; tries++) {
            try (OwnTransaction tx = begin(change.deadline())) {
                // Getting a connection may have taken long.
                return change.deadline().hasPassed() ? new Settlement.TooLate() : settle(tx, change);
            } catch (WrongNode e) {
                if (tries == CONNECTIONS_TO_TRY || change.deadline().hasPassed()) {
                    throw new StorageException("no connection takes writes: " + e.getMessage(), e.getCause());
                }
                log.info("trying another connection: {}", e.getMessage());
            }
        }
    }

    private OwnTransaction begin(Deadline deadline) {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw new StorageException("no connection to the database could be had: " + e.getMessage(), e);
        }
        try {
            return OwnTransaction.on(connection, networkTimeout(deadline));
        } catch (SQLException e) {
            // Here a connection first shows that its server went away while it was idle.
            StorageException failure = new StorageException("a transaction could not be begun: " + e.getMessage(), e);
            throw SqlFailure.of(e, Phase.BEFORE_COMMIT) == SqlFailure.WRONG_NODE ? new WrongNode(failure) : failure;
        }
    }

    private static Duration networkTimeout(Deadline deadline) {
        Duration left = deadline.remaining();
        Duration atLeast = left.compareTo(SHORTEST_NETWORK_TIMEOUT) > 0 ? left : SHORTEST_NETWORK_TIMEOUT;
        return atLeast.compareTo(LONGEST_NETWORK_TIMEOUT) < 0 ? atLeast : LONGEST_NETWORK_TIMEOUT;
    }

    private Settlement settle(OwnTransaction tx, InventoryChange change) {
        Settlement settlement;
        try {
            settlement =
                    guard.decide(new JdbcTx(tx.connection()), List.of(change)).get(0);
        } catch (StorageException e) {
            return afterFailure(tx, e, Phase.BEFORE_COMMIT);
        }
        if (!(settlement instanceof Settlement.Settled)) {
            tx.rollBack();
            return settlement;
        }
        try {
            tx.commit();
            return settlement;
        } catch (SQLException | RuntimeException e) {
            return afterFailure(tx, new StorageException("COMMIT failed: " + e.getMessage(), e), Phase.AT_COMMIT);
        }
    }

    private static Settlement afterFailure(OwnTransaction tx, StorageException failure, Phase phase) {
        switch (SqlFailure.of(failure, phase)) {
            case TRY_AGAIN -> {
                // Also after 1205, which undoes only the statement and leaves the transaction open.
                tx.rollBack();
                return new Settlement.Contended();
            }
            case WRONG_NODE -> {
                tx.drop();
                throw new WrongNode(failure);
            }
            case UNKNOWN -> {
                tx.drop();
                log.warn("the connection was lost while a transaction was being committed", failure);
                return new Settlement.Unknown();
            }
            default -> {
                tx.rollBack();
                throw failure;
            }
        }
    }

    /** Nothing was written, since the server does not take writes or went away before it was told to commit. */
    private static final class WrongNode extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongNode(StorageException failure) {
            super(failure.getMessage(), failure);
        }
    }
}
