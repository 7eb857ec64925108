package io.innkeeper.booking.examples.strategies;

import io.innkeeper.booking.jpa.server.EmbeddedServer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database server: the MySQL that the environment names, or else an embedded one that goes when it is closed. */
record Server(
        String url, String user, String password, @Nullable EmbeddedServer embedded) implements AutoCloseable {

    static Server namedOrEmbedded() {
        Map<String, String> environment = System.getenv();
        String url = environment.get("INNKEEPER_URL");
        if (url != null && !url.isBlank()) {
            String user = environment.getOrDefault("INNKEEPER_USER", "");
            return new Server(url, user, environment.getOrDefault("INNKEEPER_PASSWORD", ""), null);
        }
        EmbeddedServer embedded = EmbeddedServer.start();
        return new Server(embedded.url(), embedded.user(), embedded.password(), embedded);
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
