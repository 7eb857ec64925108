package io.innkeeper.booking.jpa.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database server that a program works on: the MySQL that the environment names, or else an embedded one that goes when this
 * is closed.
 *
 * @param url JDBC URL for MySQL Connector/J
 * @param user account at the server
 * @param password its password
 * @param embedded the server, if it is an embedded one
 */
public record Server(
        String url, String user, String password, @Nullable EmbeddedServer embedded) implements AutoCloseable {

    /** The one that INNKEEPER_URL, INNKEEPER_USER and INNKEEPER_PASSWORD name, or else an embedded one. */
    public static Server namedOrEmbedded() {
        Map<String, String> environment = System.getenv();
        String url = environment.get("INNKEEPER_URL");
        if (url != null && !url.isBlank()) {
            String user = environment.getOrDefault("INNKEEPER_USER", "");
            return new Server(url, user, environment.getOrDefault("INNKEEPER_PASSWORD", ""), null);
        }
        EmbeddedServer embedded = EmbeddedServer.start();
        return new Server(embedded.url(), embedded.user(), embedded.password(), embedded);
    }

    /** Stops it, if it is an embedded one. */
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
