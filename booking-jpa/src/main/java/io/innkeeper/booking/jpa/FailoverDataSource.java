package io.innkeeper.booking.jpa;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.jpa.internal.FailoverConnections;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Connections to whichever host of a cluster takes writes, for clusters that no router and no wrapper of the driver stands in
 * front of: Group Replication, Galera, or a server with replicas one of which is promoted by somebody. They are not pooled; put
 * a pool around them:
 *
 * <pre>{@code
 * HikariConfig config = new HikariConfig();
 * config.setDataSource(
 *         FailoverDataSource.of("jdbc:mysql://one:3306,two:3306,three:3306/hotels", "innkeeper", password));
 * JpaStorage storage = JpaStorage.open(new HikariDataSource(config));
 * }</pre>
 *
 * <p>Who has no use for a pool of their own calls {@link JpaStorage#connect(String, String, String)} with such a URL, and has all
 * of this.
 *
 * <p>A host is tried for as long as {@code connectTimeout} of the URL says, or for 2 seconds; the one that took writes the last
 * time first, the others in the order of the URL, round after round. Taken is the first where {@code read_only} and
 * {@code innodb_read_only} are off and Galera, if it is there, is ready, which is asked by one statement. All of it takes no longer than the login time-out, which
 * HikariCP sets to its own {@code connectionTimeout}, or 10 seconds; what fails then is an {@link java.sql.SQLException} of
 * SQLState 08001 that names each host and what is wrong with it, never a password. It fails at once if the hosts are up but let
 * nobody in: a wrong password, an unknown database, too many connections.
 *
 * <p>A server that became read-only, or that its group has expelled, goes on answering. So {@code isValid} of these connections
 * asks it as well, instead of a ping, and is false once another host has been taken; pools that ask it when they lend a
 * connection then replace what is stale. HikariCP does not ask about one that was used in the last 500 ms: JpaStorage drops those
 * from which it hears that they take no writes. What a host only reads on a busy pool of its own may come from such a server for
 * as long as the pool keeps the connection ({@code maxLifetime}).
 *
 * <p>It does not promote, repair or judge a cluster, and it does not see that a server takes writes which it should not: let members
 * start with {@code super_read_only=ON}, so that none does before its group says so, and set
 * {@code group_replication_unreachable_majority_timeout}, so that one that has lost the others stops. Nothing is spread over
 * several hosts that take writes: all connections of a data source go to one.
 */
public final class FailoverDataSource {

    private FailoverDataSource() {}

    /**
     * Connections to a cluster. Opens none yet. Safe for use by many threads.
     *
     * @param url for MySQL Connector/J, of one host or several:
     *     {@code jdbc:mysql://one:3306,two:3306,three:3306/database?setting=value}
     * @param user account at every host
     * @param password its password
     * @throws StorageException if the URL is of another form, or there is no driver for it
     */
    public static DataSource of(String url, String user, String password) {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        return FailoverConnections.of(url, user, password);
    }
}
