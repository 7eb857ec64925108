package io.innkeeper.booking.examples.embedding.spring;

import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.examples.embedding.Loyalty;
import io.innkeeper.booking.examples.embedding.LoyaltyContract;
import io.innkeeper.booking.jpa.server.TestServer;
import org.springframework.context.ConfigurableApplicationContext;

class SpringLoyaltyTest extends LoyaltyContract {

    private ConfigurableApplicationContext host;

    @Override
    protected Loyalty start(TestServer.Database database, BookingListener listener) {
        host = LoyaltyApplication.start(database.url(), database.user(), database.password(), listener);
        return host.getBean(Loyalty.class);
    }

    @Override
    protected void stop() {
        host.close();
    }
}
