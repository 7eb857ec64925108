package io.innkeeper.booking.examples.faults.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A MySQL server from a folder that {@code .ci/mysql/get.sh} has filled. */
public final class UnpackedServer implements Servers {

    private final Path scripts;
    private final String folder;
    private final @Nullable Path temporary;
    private final Map<String, String> account;

    /**
     * Starts it with empty data.
     *
     * @param scripts the folder of the scripts
     * @param folder which was filled
     * @param temporary where it is to have its data; null for where temporary files are
     */
    public UnpackedServer(Path scripts, String folder, @Nullable Path temporary) throws IOException {
        this.scripts = scripts;
        this.folder = folder;
        this.temporary = temporary;
        this.account = Script.exports(script("start.sh").run(folder));
    }

    private Script script(String name) {
        return new Script(scripts.resolve("mysql").resolve(name), temporary);
    }

    private String given(String name) {
        return Objects.requireNonNull(account.get(name), name);
    }

    @Override
    public List<String> urls() {
        return List.of(given("INNKEEPER_URL"));
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
    public int primary() {
        return 0;
    }

    @Override
    public void kill(int server) throws IOException {
        script("crash.sh").run("kill", folder);
    }

    @Override
    public void restart(int server) throws IOException {
        script("crash.sh").run("restart", folder);
    }

    @Override
    public void close() {
        try {
            script("stop.sh").run(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
