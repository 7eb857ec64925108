package io.innkeeper.booking.jpa.internal;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * Unpooled connections to whatever a URL names, asked of the driver. A pool that is told a URL logs it, with the password that
 * may be anywhere in it. Safe for use by many threads.
 */
final class ServerConnections extends UnpooledConnections {

    private final Driver driver;
    private final String url;
    private final Properties settings;

    ServerConnections(ServerAddress server, Map<String, String> settings) {
        this.driver = Cluster.driver(server.url());
        this.url = server.url();
        this.settings = new Properties();
        this.settings.putAll(settings);
        this.settings.setProperty("user", server.user());
        this.settings.setProperty("password", server.password());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return driver.connect(url, settings);
    }

    @Override
    public String toString() {
        return "connections to a server";
    }
}
