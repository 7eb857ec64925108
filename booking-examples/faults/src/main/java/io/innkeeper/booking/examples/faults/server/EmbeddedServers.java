package io.innkeeper.booking.examples.faults.server;

import io.innkeeper.booking.jpa.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.List;

/** The embedded server, in a folder that stays. */
public final class EmbeddedServers implements Servers {

    private final Path folder;
    private EmbeddedServer server;

    /**
     * Starts it.
     *
     * @param folder where its data is to be
     */
    public EmbeddedServers(Path folder) {
        this.folder = folder;
        this.server = EmbeddedServer.start(folder);
    }

    @Override
    public List<String> urls() {
        return List.of(server.url());
    }

    @Override
    public String user() {
        return server.user();
    }

    @Override
    public String password() {
        return server.password();
    }

    @Override
    public int primary() {
        return 0;
    }

    @Override
    public void kill(int one) {
        server.kill();
    }

    @Override
    public void restart(int one) {
        server = EmbeddedServer.start(folder);
    }

    @Override
    public void close() {
        server.close();
    }
}
