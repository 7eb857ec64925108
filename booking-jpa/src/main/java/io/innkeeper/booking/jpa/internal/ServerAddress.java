package io.innkeeper.booking.jpa.internal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a server is, and who is let in.
 *
 * @param cluster the hosts, if there are several, for all pools that connect to them: so they agree on the one that takes writes
 */
record ServerAddress(String url, String user, String password, Optional<Cluster> cluster) {

    /**
     * The server or cluster that a URL names.
     *
     * @throws io.innkeeper.booking.StorageException if there is no driver for it
     */
    static ServerAddress of(String url, String user, String password) {
        Cluster.driver(url);
        return new ServerAddress(
                url,
                user,
                password,
                Cluster.of(url).filter(found -> found.hosts().size() > 1));
    }

    /** What is left of settings of the driver without those that the URL has, in any of the places in which it may have them. */
    Map<String, String> unlessSaid(Map<String, String> settings) {
        Map<String, String> unsaid = new TreeMap<>(settings);
        unsaid.keySet()
                .removeIf(setting -> Pattern.compile("[?&(,]\\s*" + setting + "\\s*=", Pattern.CASE_INSENSITIVE)
                        .matcher(url)
                        .find());
        return unsaid;
    }

    /** Names the hosts at most, never a password. */
    @Override
    public String toString() {
        return cluster.map(Cluster::toString).orElse("a server");
    }
}
