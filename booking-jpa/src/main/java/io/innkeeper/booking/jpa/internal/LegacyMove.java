package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.partitioningBy;

import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.jpa.LegacyProblem;
import io.innkeeper.booking.jpa.LegacyReport;
import io.innkeeper.booking.jpa.LegacyReport.Count;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the rows of an old application lot by lot, in the order of their ids. That a row was moved is told by its id, which is
 * made of the old one: nothing else is kept of how far a run has come.
 */
public final class LegacyMove {

    /** Rows of a transaction: enough that its COMMIT costs little, and few enough that nobody waits for it for long. */
    private static final int ROWS_AT_ONCE = 200;

    private static final int ATTEMPTS = 20;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    /** A view may be slower than it should be. */
    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(10);

    /** Somebody else was quicker, and what they wrote will be seen. */
    private static final Set<SqlFailure> AGAIN =
            Set.of(SqlFailure.DUPLICATE, SqlFailure.MISSING_PARENT, SqlFailure.TRY_AGAIN);

    private static final Logger log = LoggerFactory.getLogger(LegacyMove.class);

    private final PasswordHasher hasher;
    private final Transactions transactions;
    private final Consumer<LegacyProblem> problems;
    private final LegacyCheck check = new LegacyCheck();

    private LegacyMove(PasswordHasher hasher, Transactions transactions, Consumer<LegacyProblem> problems) {
        this.hasher = hasher;
        this.transactions = transactions;
        this.problems = problems;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T in(LegacyTables tables) throws SQLException;
    }

    /** Runs work in transactions, or in something like them. */
    private interface Transactions {
        <T> T run(String what, Work<T> work);
    }

    /**
     * What became of some rows.
     *
     * @param last the id of the last of them
     * @param before how many were there already
     * @param moved how many were moved
     * @param problems of those that were left, and of some that were moved
     */
    record Lot(long last, int found, int before, int moved, List<LegacyProblem> problems) {}

    /** Moves rows of one view. */
    interface Mover {

        /**
         * Moves rows of which none is there.
         *
         * @param problems where to put what is to be told
         * @return how many were moved
         */
        int move(LegacyTables tables, List<LegacyRow> rows, List<LegacyProblem> problems) throws SQLException;

        /**
         * Looks at rows that were moved before, for what is still to be told of them: whoever moved them may have ended before
         * it was.
         */
        default void lookAgain(LegacyTables tables, List<LegacyRow> rows, List<LegacyProblem> problems)
                throws SQLException {}
    }

    /** Moves what can be moved. */
    public static LegacyReport run(DataSource dataSource, PasswordHasher hasher, Consumer<LegacyProblem> problems) {
        SchemaCheck.check(dataSource);
        return new LegacyMove(hasher, new Real(dataSource), problems).moveAll();
    }

    /** Finds what can be moved, and moves nothing. */
    public static LegacyReport dryRun(DataSource dataSource, PasswordHasher hasher, Consumer<LegacyProblem> problems) {
        SchemaCheck.check(dataSource);
        // One transaction, since temporary tables are of one connection.
        try (OwnTransaction transaction = OwnTransaction.on(dataSource.getConnection(), LONGEST_STATEMENT, null)) {
            boolean done = false;
            try {
                LegacyTables tables = LegacyTables.dry(transaction.connection());
                LegacyReport report = new LegacyMove(hasher, new Dry(tables), problems).moveAll();
                tables.drop();
                done = true;
                return report;
            } finally {
                if (!done) {
                    transaction.drop(); // and the tables with it
                }
            }
        } catch (SQLException e) {
            throw Failures.of("look through the old tables", e);
        }
    }

    private LegacyReport moveAll() {
        transactions.run("look at the old tables", tables -> {
            for (LegacyView view : LegacyView.values()) {
                view.check(tables.connection());
            }
            return true;
        });
        Count users = move(LegacyView.USERS, "user", new LegacyUsers(check, hasher));
        Count hotels = move(LegacyView.HOTELS, "hotel", new LegacyHotels(check));
        Count rooms = move(LegacyView.ROOMS, "room", new LegacyRooms(check));
        Count bookings = move(LegacyView.BOOKINGS, "booking", new LegacyBookings());
        return new LegacyReport(users, hotels, rooms, bookings);
    }

    private Count move(LegacyView view, String table, Mover mover) {
        long last = 0;
        long found = 0;
        long before = 0;
        long moved = 0;
        while (true) {
            long after = last;
            Lot lot = transactions.run("move rows of " + view.view(), tables -> lot(tables, view, table, mover, after));
            if (lot.found() == 0) {
                log.info("{}: {} found, {} moved before, {} moved", view.view(), found, before, moved);
                return new Count(found, before, moved, found - before - moved);
            }
            last = lot.last();
            found += lot.found();
            before += lot.before();
            moved += lot.moved();
            lot.problems().forEach(problems);
        }
    }

    private static Lot lot(LegacyTables tables, LegacyView view, String table, Mover mover, long after)
            throws SQLException {
        List<LegacyRow> rows = view.after(tables.connection(), after, ROWS_AT_ONCE);
        if (rows.isEmpty()) {
            return new Lot(after, 0, 0, 0, List.of());
        }
        Set<UUID> present =
                tables.present(table, rows.stream().map(LegacyRow::id).toList());
        Map<Boolean, List<LegacyRow>> arePresent =
                rows.stream().collect(partitioningBy(row -> present.contains(row.id())));
        List<LegacyRow> before = arePresent.getOrDefault(true, List.of());
        List<LegacyRow> others = arePresent.getOrDefault(false, List.of());
        List<LegacyProblem> problems = new ArrayList<>();
        if (!before.isEmpty()) {
            mover.lookAgain(tables, before, problems);
        }
        int moved = others.isEmpty() ? 0 : mover.move(tables, others, problems);
        return new Lot(rows.get(rows.size() - 1).oldId(), rows.size(), before.size(), moved, problems);
    }

    /** Transactions that are committed, and run again from their beginning if somebody else was quicker. */
    private record Real(DataSource dataSource) implements Transactions {

        @Override
        public <T> T run(String what, Work<T> work) {
            OtherConnections others = new OtherConnections();
            int attempt = 1;
            while (true) {
                Phase phase = Phase.BEFORE_COMMIT;
                try (OwnTransaction transaction =
                        OwnTransaction.on(Connections.take(dataSource), LONGEST_STATEMENT, null)) {
                    T result = inTransaction(transaction, work);
                    phase = Phase.AT_COMMIT;
                    transaction.commit();
                    return result;
                } catch (SQLException e) {
                    if (phase == Phase.BEFORE_COMMIT && others.isWorthAnother(what, e)) {
                        continue;
                    }
                    if (!AGAIN.contains(SqlFailure.of(e, phase))
                            || attempt++ == ATTEMPTS
                            || !OwnDatabase.pause(LONGEST_PAUSE)) {
                        throw Failures.of(what + "; run it again to go on from there", e);
                    }
                    log.debug("{}: again, since somebody else was quicker", what, e);
                }
            }
        }

        private static <T> T inTransaction(OwnTransaction transaction, Work<T> work) throws SQLException {
            try {
                return work.in(LegacyTables.real(transaction.connection()));
            } catch (SQLException e) {
                transaction.dropIfWrong(e);
                throw e;
            }
        }
    }

    /** One transaction for all, of which nothing is committed. */
    private record Dry(LegacyTables tables) implements Transactions {

        @Override
        public <T> T run(String what, Work<T> work) {
            try {
                return work.in(tables);
            } catch (SQLException e) {
                throw Failures.of(what, e);
            }
        }
    }
}
