package io.innkeeper.booking.examples.faults;

import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, by system properties.
 *
 * @param isLong {@code form=long}: whether each fault happens often
 * @param seed of all that is chosen at random; another one each time by default
 * @param only a part of the name of the faults that are wanted; all by default
 * @param check a history, or a folder of some, to be judged again; nothing is run then
 * @param histories the folder that histories go to
 * @param scripts the folder of the scripts that start servers
 * @param mysql the folder that a MySQL server was fetched into; without it, the embedded server is used, and no group of servers
 * @param galera the folder that a MariaDB server was fetched into; without it, there is no Galera cluster
 */
record Options(
        boolean isLong,
        long seed,
        @Nullable String only,
        @Nullable Path check,
        Path histories,
        Path scripts,
        @Nullable String mysql,
        @Nullable String galera) {

    static Options given() {
        String seed = given("seed");
        String check = given("check");
        String histories = given("histories");
        String scripts = given("scripts");
        return new Options(
                "long".equals(given("form")),
                seed == null ? new Random().nextInt(1_000_000) : Long.parseLong(seed),
                given("only"),
                check == null ? null : Path.of(check),
                Path.of(histories == null ? "target/histories" : histories),
                Path.of(scripts == null ? ".ci" : scripts),
                given("mysql"),
                given("galera"));
    }

    /** A system property; null if there is none, or the build had nothing to put there. */
    private static @Nullable String given(String name) {
        String value = System.getProperty(name);
        return value == null || value.isBlank() || value.startsWith("${") ? null : value;
    }
}
