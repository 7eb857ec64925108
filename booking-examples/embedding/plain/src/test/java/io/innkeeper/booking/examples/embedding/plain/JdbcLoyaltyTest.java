package io.innkeeper.booking.examples.embedding.plain;

import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.examples.embedding.Loyalty;
import io.innkeeper.booking.examples.embedding.LoyaltyContract;
import io.innkeeper.booking.jpa.server.TestServer;
import java.sql.SQLException;

class JdbcLoyaltyTest extends LoyaltyContract {

    private JdbcLoyalty host;

    @Override
    protected Loyalty start(TestServer.Database database, BookingListener listener) throws SQLException {
        host = new JdbcLoyalty(database.dataSource(), listener);
        return host;
    }

    @Override
    protected void stop() {
        host.close();
    }
}
