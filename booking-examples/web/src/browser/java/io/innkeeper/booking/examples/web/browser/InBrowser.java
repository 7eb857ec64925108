package io.innkeeper.booking.examples.web.browser;

import io.innkeeper.booking.examples.web.WebHost;
import io.innkeeper.booking.jpa.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The application with its invented hotels, and a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InBrowser {

    private TestServer.Database database;
    private WebHost host;
    private Chromium chromium;

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database);
        chromium = new Chromium();
    }

    @AfterAll
    void stop() throws Exception {
        chromium.close();
        host.close();
        database.close();
    }

    /** Something that the application is made of. */
    final <T> T bean(Class<T> type) {
        return host.bean(type);
    }

    /** Somebody new, without cookies. */
    final Person person(Chromium.Device device) {
        return chromium.person(device, host.base());
    }
}
