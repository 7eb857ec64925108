package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hosts of a cluster, and which of them was the last one found to take writes. Safe for use by many threads. */
final class Cluster {

    private static final String HOST = "(?:[\\w.-]+|\\[[\\p{XDigit}:.%\\w]+])(?::\\d{1,5})?";
    private static final Pattern URL = Pattern.compile("jdbc:mysql://(" + HOST + "(?:," + HOST + ")*)([/?].*)?");

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private final List<String> hosts;
    private final String rest;
    private final Driver driver;
    private final AtomicInteger current = new AtomicInteger();
    private final List<Runnable> whenMoved = new CopyOnWriteArrayList<>();

    private Cluster(List<String> hosts, String rest, Driver driver) {
        this.hosts = hosts;
        this.rest = rest;
        this.driver = driver;
    }

    /**
     * The hosts that a URL names, {@code jdbc:mysql://one:3306,two,three/database?setting=value}; empty if it is of another
     * form.
     *
     * @throws StorageException if there is no driver
     */
    static Optional<Cluster> of(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String rest = parts.group(2) == null ? "" : parts.group(2);
        return Optional.of(new Cluster(List.of(parts.group(1).split(",")), rest, driver(url)));
    }

    /**
     * The driver that takes a URL.
     *
     * @throws StorageException if none does
     */
    static Driver driver(String url) {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException e) {
            // The URL is not part of the message: it may contain a password.
            throw new StorageException(
                    "No JDBC driver takes the URL: it should begin with jdbc:mysql:// and com.mysql:mysql-connector-j be"
                            + " on the class path",
                    e);
        }
    }

    List<String> hosts() {
        return hosts;
    }

    String url(String host) {
        return "jdbc:mysql://" + host + rest;
    }

    Driver driver() {
        return driver;
    }

    /** All hosts, that one first which took writes the last time. */
    List<String> inTurn() {
        int first = current.get();
        return Stream.concat(hosts.stream().skip(first), hosts.stream().limit(first))
                .toList();
    }

    boolean isCurrent(String host) {
        return hosts.get(current.get()).equals(host);
    }

    /** Notes that a host takes writes. */
    void moveTo(String host) {
        int now = hosts.indexOf(host);
        int before = current.getAndSet(now);
        if (now != before) {
            log.warn("{} takes writes now, and {} does not", host, hosts.get(before));
            whenMoved.forEach(Runnable::run);
        }
    }

    /** Has something done each time another host takes writes, by the thread that found out. */
    void whenMoved(Runnable task) {
        whenMoved.add(task);
    }

    @Override
    public String toString() {
        return String.join(", ", hosts);
    }
}
