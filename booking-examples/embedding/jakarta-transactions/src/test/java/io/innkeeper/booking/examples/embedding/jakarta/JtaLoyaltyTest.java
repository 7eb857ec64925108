package io.innkeeper.booking.examples.embedding.jakarta;

import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.examples.embedding.Loyalty;
import io.innkeeper.booking.examples.embedding.LoyaltyContract;
import io.innkeeper.booking.jpa.server.TestServer;

class JtaLoyaltyTest extends LoyaltyContract {

    private JtaLoyalty host;

    @Override
    protected Loyalty start(TestServer.Database database, BookingListener listener) throws Exception {
        host = new JtaLoyalty(database.url(), database.user(), database.password(), listener);
        return host;
    }

    @Override
    protected void stop() {
        host.close();
    }
}
