package io.innkeeper.booking.examples.faults.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Three servers that have the same data, from a folder that {@code get.sh} of their product has filled. */
public final class Cluster implements Servers {

    private final Kind kind;
    private final Script script;
    private final String folder;
    private final Map<String, String> account;

    /** What clusters there are. */
    public enum Kind {
        /** MySQL Group Replication, where one of the three takes writes. */
        GROUP("mysql/group.sh", "single"),
        /** MySQL Group Replication, where each does. */
        GROUP_OF_PRIMARIES("mysql/group.sh", "multi"),
        /** MariaDB Galera, where each takes writes. */
        GALERA("mariadb/galera.sh"),
        /** The same, which flushes what was committed about once a second. */
        RELAXED_GALERA("mariadb/galera.sh", "relaxed");

        private final String script;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> arguments;

        Kind(String script, String... arguments) {
            this.script = script;
            this.arguments = List.of(arguments);
        }
    }

    /**
     * Starts it with empty data.
     *
     * @param scripts the folder of the scripts
     * @param folder which was filled
     */
    public Cluster(Kind kind, Path scripts, String folder) throws IOException {
        this.kind = kind;
        this.script = new Script(scripts.resolve(kind.script), null);
        this.folder = folder;
        String[] arguments = new String[2 + kind.arguments.size()];
        arguments[0] = "up";
        arguments[1] = folder;
        for (int i = 0; i < kind.arguments.size(); i++) {
            arguments[2 + i] = kind.arguments.get(i);
        }
        this.account = Script.exports(script.run(arguments));
    }

    private String given(String name) {
        return Objects.requireNonNull(account.get(name), name);
    }

    @Override
    public List<String> urls() {
        return List.of(given("INNKEEPER_URLS").split(","));
    }

    @Override
    public String user() {
        return given("INNKEEPER_USER");
    }

    @Override
    public String password() {
        return given("INNKEEPER_PASSWORD");
    }

    @Override
    public int primary() throws IOException {
        return Integer.parseInt(script.run("primary", folder).get(0)) - 1;
    }

    /** Whether each server takes writes. */
    public boolean allTakeWrites() {
        return kind != Kind.GROUP;
    }

    @Override
    public void kill(int server) throws IOException {
        script.run("kill", folder, String.valueOf(server + 1));
    }

    @Override
    public void restart(int server) throws IOException {
        script.run("restart", folder, String.valueOf(server + 1));
    }

    /** Ends all of them at once, by {@code kill -9}. */
    public void killAll() throws IOException {
        script.run("kill", folder, "all");
    }

    /** Starts all again after that, from the one that has the most. */
    public void recover() throws IOException {
        script.run("recover", folder);
    }

    /** Has another one take writes, in good order. */
    public void lead(int server) throws IOException {
        script.run("lead", folder, String.valueOf(server + 1));
    }

    /**
     * Waits until all have the same.
     *
     * @throws IOException if they do not
     */
    public void compare() throws IOException {
        script.run("sums", folder);
    }

    /** How to ask a server how many transactions it has refused so far since another server had been first. */
    public String conflicts() {
        return kind.script.startsWith("mysql")
                ? "select count_conflicts_detected from performance_schema.replication_group_member_stats"
                        + " where member_id = @@server_uuid"
                : "select sum(variable_value) from information_schema.global_status"
                        + " where variable_name in ('wsrep_local_cert_failures', 'wsrep_local_bf_aborts')";
    }

    @Override
    public void close() {
        try {
            script.run("down", folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
