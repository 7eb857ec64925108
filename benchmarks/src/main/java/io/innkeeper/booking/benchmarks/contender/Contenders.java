package io.innkeeper.booking.benchmarks.contender;

import static io.innkeeper.booking.benchmarks.contender.Tuning.Isolation.READ_COMMITTED;
import static io.innkeeper.booking.inventory.InventoryLock.combining;
import static io.innkeeper.booking.inventory.InventoryLock.striped;

import java.util.function.Function;

/**
 * All contenders, ours and theirs side by side. Each of theirs is measured with the number of connections and the isolation that
 * {@link Swept} has found to be its best, and with those beside it if there was no sweep. Ours have the library's own pool.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record and functions without state, which say so nowhere
public enum Contenders {
    /** Innkeeper as it comes: what queues during a transaction becomes the next one. */
    COMBINING("combining", site -> Ours.with(site, (mysql, locks) -> combining(mysql.direct(mysql.uniqueClaim())))),
    /** Innkeeper: insert, and let the primary key decide. */
    UNIQUE_CLAIM("unique claim", site -> Ours.with(site, (mysql, locks) -> mysql.direct(mysql.uniqueClaim()))),
    /** Innkeeper: lock the rows of rooms, look, insert. */
    ROW_LOCK("row lock", site -> Ours.with(site, (mysql, locks) -> mysql.direct(mysql.rowLock()))),
    /** Innkeeper: raise the version of the room. */
    OPTIMISTIC("optimistic", site -> Ours.with(site, (mysql, locks) -> mysql.direct(mysql.optimistic()))),
    /** Innkeeper: a named lock of the server for each hotel. */
    NAMED(
            "named",
            site -> Ours.with(site, (mysql, locks) -> mysql.named(locks.pool(), mysql.direct(mysql.uniqueClaim())))),
    /** Innkeeper: a lock in this process for each hotel. */
    STRIPED("striped", site -> Ours.with(site, (mysql, locks) -> striped(mysql.direct(mysql.uniqueClaim())))),
    /** Innkeeper: combining for each hotel by itself. */
    COMBINING_BY_HOTEL(
            "combining by hotel",
            site -> Ours.with(site, (mysql, locks) -> combining(mysql.direct(mysql.uniqueClaim()), hotel -> hotel))),

    /** By hand: {@link JdbcContender.LockCheckInsert}. */
    LOCK_CHECK_INSERT(
            "JDBC lock-check-insert",
            new Tuning(8, READ_COMMITTED),
            site -> new JdbcContender.LockCheckInsert(site, true)),
    /** The same without the event: it writes less than the others, so it is shown and not compared. */
    LOCK_CHECK_INSERT_NO_EVENT(
            "JDBC lock-check-insert, no event",
            new Tuning(8, READ_COMMITTED),
            site -> new JdbcContender.LockCheckInsert(site, false)),
    /** By hand: {@link JdbcContender.UniqueInsert}. */
    UNIQUE_INSERT(
            "JDBC unique insert", new Tuning(16, READ_COMMITTED), site -> new JdbcContender.UniqueInsert(site, true)),
    /** The same without the event: it writes less than the others, so it is shown and not compared. */
    UNIQUE_INSERT_NO_EVENT(
            "JDBC unique insert, no event",
            new Tuning(16, READ_COMMITTED),
            site -> new JdbcContender.UniqueInsert(site, false)),
    /** By hand: {@link ConditionalUpdate}. */
    CONDITIONAL_UPDATE("JDBC conditional UPDATE", new Tuning(16, READ_COMMITTED), ConditionalUpdate::new),
    /** By hand: {@link BatchedByHand}. */
    BATCHED_BY_HAND("JDBC batched by hand", new Tuning(2, READ_COMMITTED), BatchedByHand::new),
    /** {@link JpaContender} on Hibernate, with a lock. */
    HIBERNATE_PESSIMISTIC(
            "Hibernate PESSIMISTIC_WRITE",
            new Tuning(8, READ_COMMITTED),
            site -> new JpaContender(site, JpaContender.Provider.HIBERNATE, JpaContender.Guard.PESSIMISTIC_WRITE)),
    /** {@link JpaContender} on Hibernate, with a version. */
    HIBERNATE_VERSION(
            "Hibernate @Version",
            new Tuning(16, READ_COMMITTED),
            site -> new JpaContender(site, JpaContender.Provider.HIBERNATE, JpaContender.Guard.VERSION)),
    /** {@link JpaContender} on EclipseLink, with a lock. */
    ECLIPSELINK_PESSIMISTIC(
            "EclipseLink PESSIMISTIC_WRITE",
            new Tuning(8, READ_COMMITTED),
            site -> new JpaContender(site, JpaContender.Provider.ECLIPSELINK, JpaContender.Guard.PESSIMISTIC_WRITE)),
    /** {@link JpaContender} on EclipseLink, with a version. */
    ECLIPSELINK_VERSION(
            "EclipseLink @Version",
            new Tuning(16, READ_COMMITTED),
            site -> new JpaContender(site, JpaContender.Provider.ECLIPSELINK, JpaContender.Guard.VERSION)),
    /** By hand, and wrong: {@link JdbcContender.Unguarded}. */
    UNGUARDED("unguarded check-then-insert", new Tuning(16, READ_COMMITTED), JdbcContender.Unguarded::new);

    private final String label;
    private final boolean ours;
    private final Tuning tuning;
    private final Function<Site, Contender> open;

    Contenders(String label, Function<Site, Contender> open) {
        this.label = label;
        this.ours = true;
        this.tuning = new Tuning(10, READ_COMMITTED); // of the library's own pool
        this.open = open;
    }

    Contenders(String label, Tuning tuning, Function<Site, Contender> open) {
        this.label = label;
        this.ours = false;
        this.tuning = tuning;
        this.open = open;
    }

    /** What tables call it. */
    public String label() {
        return label;
    }

    /** Whether it is Innkeeper. */
    public boolean isOurs() {
        return ours;
    }

    /** How it uses the server unless it is told otherwise. */
    public Tuning tuning() {
        return ours ? tuning : Swept.best(name(), tuning);
    }

    /**
     * Opens it.
     *
     * @param site where; only theirs can be tuned
     */
    public Contender open(Site site) {
        return open.apply(site);
    }
}
