package io.innkeeper.booking.examples.strategies;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.Server;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.Unavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import me.tongfei.progressbar.ProgressBar;

/** The same rush for the rooms of a hotel under each strategy, one after the other on one server: a row for each. */
public final class CompareStrategies {

    private static final int GUESTS = 16;

    /** A server has 151 by default, of which a named lock wants one for each caller beside that of the storage. */
    private static final int MOST_CONNECTIONS = 64;

    private static final Set<Class<? extends BookingOutcome>> FORESEEN =
            Set.of(Booked.class, Unavailable.class, Contended.class);

    private final Size size;
    private final DataSource pool;
    private final Books books;
    private final Strategies strategies;
    private final List<String> complaints = new ArrayList<>();

    private CompareStrategies(Size size, DataSource pool, DataSource locks, Books books) {
        this.size = size;
        this.pool = pool;
        this.strategies = new Strategies(locks);
        this.books = books;
    }

    /** Exits with 1 if a night was sold twice, if the database and the answers differ, or if the hotel is not full. */
    public static void main(String[] args) throws Exception {
        Size size = Size.given();
        List<String> complaints;
        try (Server server = Server.namedOrEmbedded();
                HikariDataSource pool = pool(server, size);
                HikariDataSource locks = pool(server, size);
                Books books = new Books(server.url(), server.user(), server.password())) {
            JpaStorage.migrate(pool);
            Table.welcome(server.embedded() == null ? "the server of INNKEEPER_URL" : "an embedded server", books);
            complaints = new CompareStrategies(size, pool, locks, books).complaints();
        }
        complaints.forEach(System.err::println);
        System.exit(complaints.isEmpty() ? 0 : 1);
    }

    /** A connection for each thread that books, as {@link JpaStorage#open} advises. */
    private static HikariDataSource pool(Server server, Size size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(Math.min(size.callers(), MOST_CONNECTIONS));
        return new HikariDataSource(config);
    }

    private List<String> complaints() throws Exception {
        List<UserId> guests;
        try (Innkeeper innkeeper = open(strategies.all().get(0))) {
            guests = guests(innkeeper);
            Rush rush = new Rush(innkeeper, size, guests);
            Table.head(size, rush.requests().size());
            // What a JVM does for the first time is slow, whatever the strategy.
            watched("warming up", rush);
        }
        for (Strategy strategy : strategies.all()) {
            try (Innkeeper innkeeper = open(strategy)) {
                compare(strategy.name(), new Rush(innkeeper, size, guests));
            }
        }
        Table.foot();
        return complaints;
    }

    private Innkeeper open(Strategy strategy) {
        return Innkeeper.builder()
                .storage(JpaStorage.open(pool, strategy.line()))
                .build();
    }

    /** Every run has new ones, so that it can be repeated on one database. */
    private static List<UserId> guests(Innkeeper innkeeper) {
        return Stream.generate(UUID::randomUUID)
                .limit(GUESTS)
                .map(id -> innkeeper
                        .accounts()
                        .register(new Registration("guest-" + id + "@example.org", "Guest", "password of " + id)))
                .map(user -> user.id())
                .toList();
    }

    private void compare(String strategy, Rush rush) throws Exception {
        long attempts = strategies.attempts();
        long statements = books.statements();
        Rush.Answers answers = watched(strategy, rush);
        statements = books.statements() - statements;
        attempts = strategies.attempts() - attempts;
        long soldTwice = books.nightsSoldTwice(rush.hotel());
        Table.row(strategy, answers, attempts, statements, soldTwice);
        check(strategy, rush, answers, soldTwice);
    }

    private static Rush.Answers watched(String task, Rush rush) throws Exception {
        try (ProgressBar bar = Bar.of(task, rush.requests().size())) {
            return rush.run(bar::step);
        }
    }

    private void check(String strategy, Rush rush, Rush.Answers answers, long soldTwice) throws SQLException {
        if (soldTwice != 0) {
            complaints.add(strategy + ": " + soldTwice + " room-nights were sold twice");
        }
        long bookings = books.bookings(rush.hotel());
        if (bookings != answers.count(Booked.class)) {
            complaints.add("%s: %d were told that they have a booking, and the database has %d"
                    .formatted(strategy, answers.count(Booked.class), bookings));
        }
        // Whoever lost all races might have had a room.
        long nights = books.nightsSold(rush.hotel());
        if (nights != (long) size.rooms() * size.nights() && answers.count(Contended.class) == 0) {
            complaints.add("%s: the hotel is not full, %d nights are sold".formatted(strategy, nights));
        }
        answers.outcomes().stream()
                .filter(outcome -> !FORESEEN.contains(outcome.getClass()))
                .map(outcome -> strategy + ": somebody was told " + outcome)
                .distinct()
                .forEach(complaints::add);
    }
}
