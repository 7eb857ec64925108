package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.contender.Contender;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.contender.Site;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.contender.Tuning;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.benchmarks.server.DelayingProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A contender that is open, on a database of its own. It stays open as long as anybody has it, so that somebody who measures
 * several in turn need not open them again each time; and with it the one server of this JVM. Safe for use by many threads.
 */
final class Stand implements AutoCloseable {

    private static final Map<Entry, Stand> OPEN = new HashMap<>();
    private static @Nullable BenchmarkServer sharedServer;
    private static int serverUsers;

    /**
     * What is to be measured.
     *
     * @param contender who
     * @param load who wants what
     * @param roundTrip what is added to each round trip
     * @param tuning how it uses the server
     */
    record Entry(Contenders contender, Load load, Duration roundTrip, Tuning tuning) {}

    private final Entry entry;
    private final BenchmarkServer server;
    private final BenchmarkServer.Database database;
    private final @Nullable DelayingProxy proxy;
    private final Contender contender;
    private int users;
    private @Nullable Stock stock;

    /** Hotels, and what became of them so far. For one iteration after the other. */
    static final class Stock {

        /** Beyond that, who looks for a free room would find it less and less easily. */
        private static final double MOST_SOLD = 0.25;

        private final Supply supply;
        private long bookings;
        private long nightsSold;

        private Stock(Supply supply) {
            this.supply = supply;
        }

        Supply supply() {
            return supply;
        }

        /** How many bookings there are that were promised before. */
        long bookings() {
            return bookings;
        }

        /** Takes note of bookings that were promised. */
        void sold(long newBookings, int nights) {
            bookings += newBookings;
            nightsSold += newBookings * nights;
        }

        private boolean isUsedUp() {
            long rooms = supply.hotels().stream()
                    .mapToLong(hotel -> hotel.rooms().size())
                    .sum();
            return nightsSold > MOST_SOLD * rooms * supply.horizon();
        }
    }

    private Stand(
            Entry entry,
            BenchmarkServer server,
            BenchmarkServer.Database database,
            @Nullable DelayingProxy proxy,
            Contender contender) {
        this.entry = entry;
        this.server = server;
        this.database = database;
        this.proxy = proxy;
        this.contender = contender;
    }

    /** Opens a contender, unless it is open; to be closed by everybody who has taken it. */
    static synchronized Stand take(Entry entry) {
        Stand stand = OPEN.get(entry);
        if (stand == null) {
            stand = open(entry);
            OPEN.put(entry, stand);
        }
        stand.users++;
        return stand;
    }

    private static Stand open(Entry entry) {
        BenchmarkServer server = takeServer();
        BenchmarkServer.Database database = null;
        DelayingProxy proxy = null;
        try {
            database = server.newDatabase(entry.contender().name());
            if (!entry.roundTrip().isZero()) {
                proxy = DelayingProxy.start(server.host(), server.port(), entry.roundTrip());
            }
            String url = proxy == null ? database.url() : database.url(proxy);
            Contender contender = entry.contender().open(new Site(database, url, entry.tuning()));
            return new Stand(entry, server, database, proxy, contender);
        } catch (RuntimeException | Error e) {
            end(proxy, database);
            throw e;
        }
    }

    private static void end(@Nullable DelayingProxy proxy, BenchmarkServer.@Nullable Database database) {
        if (proxy != null) {
            proxy.close();
        }
        if (database != null) {
            database.close();
        }
        releaseServer();
    }

    /** The server of this JVM, started if it is not running; to be given back. */
    static synchronized BenchmarkServer takeServer() {
        BenchmarkServer server = sharedServer == null ? BenchmarkServer.start() : sharedServer;
        sharedServer = server;
        serverUsers++;
        return server;
    }

    /** Gives the server back; who is last stops it. */
    static synchronized void releaseServer() {
        serverUsers--;
        if (serverUsers == 0 && sharedServer != null) {
            sharedServer.close();
            sharedServer = null;
        }
    }

    /** The hotels that are on sale: those that were, unless so much of them is sold that new ones are due. */
    Stock stock() throws SQLException {
        Stock present = stock;
        if (present == null || present.isUsedUp()) {
            Supply supply = entry.load().supply();
            try (Connection connection = database.connection()) {
                supply.insert(connection);
            }
            contender.prepare(supply);
            present = new Stock(supply);
            stock = present;
        }
        return present;
    }

    Contender contender() {
        return contender;
    }

    BenchmarkServer server() {
        return server;
    }

    /** How late the longer way was beyond what it is to be, in milliseconds; empty where there is none. */
    String lateness() {
        if (proxy == null) {
            return "";
        }
        Histogram nanos = proxy.lateness();
        return String.format(
                Locale.ROOT,
                "%s: %.1f ms a round trip, and late by %.3f ms (median), %.3f ms (90 %%), %.3f ms (99 %%)",
                entry.contender().label(),
                proxy.roundTrip().toNanos() / 1e6,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(90) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6);
    }

    /** Whether nobody else has it open. */
    boolean hasOneUser() {
        synchronized (Stand.class) {
            return users == 1;
        }
    }

    BenchmarkServer.Database database() {
        return database;
    }

    @Override
    public void close() {
        synchronized (Stand.class) {
            users--;
            if (users == 0) {
                OPEN.remove(entry);
                try {
                    contender.close();
                } finally {
                    end(proxy, database);
                }
            }
        }
    }
}
