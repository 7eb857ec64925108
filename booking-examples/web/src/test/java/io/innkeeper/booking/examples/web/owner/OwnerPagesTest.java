package io.innkeeper.booking.examples.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.examples.web.Browser;
import io.innkeeper.booking.examples.web.WebHost;
import io.innkeeper.booking.jpa.server.TestServer;
import org.junit.jupiter.api.Test;

class OwnerPagesTest {

    @Test
    void whoRegistersIsLoggedIn() {
        try (TestServer.Database database = TestServer.newDatabase();
                WebHost host = WebHost.start(database);
                WebHost other = WebHost.start(database)) {
            Browser ada = host.registered("ada");
            assertThat(ada.follow().text()).contains("Log out");
            assertThat(ada.at(other.base()).get("/account").text()).contains("ada@example.org");
        }
    }
}
