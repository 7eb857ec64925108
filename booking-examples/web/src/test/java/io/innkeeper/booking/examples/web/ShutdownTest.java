package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An instance that is replaced by a new one takes no more requests, and answers those it has. */
class ShutdownTest {

    @Test
    void theRequestInFlightIsAnsweredAndNoOtherIsTaken() throws Exception {
        try (TestServer.Database database = TestServer.newDatabase();
                WebHost successor = WebHost.start(database);
                WebHost host = WebHost.start(database)) {
            Inn inn = Inn.at(host, 1);
            Browser ada = host.registered("ada");
            inn.choose(ada);
            URI base = host.base();
            assertThat(Wire.get(base, "/readyz").status()).isEqualTo(200);

            CompletableFuture<Browser> answer;
            CompletableFuture<Void> closing;
            try (Connection other = database.connection()) {
                other.setAutoCommit(false);
                Rows.column(
                        other,
                        "select id from room where hotel_id = unhex(?) for update",
                        Rows.hex(inn.hotel().id().value()));
                answer = CompletableFuture.supplyAsync(() -> ada.submit("form[action$=/book]"));
                LockWaits.await(database, 1);

                closing = CompletableFuture.runAsync(host::close);
                awaitNobodyIsLetIn(base);
                assertThat(answer).as("hangs in the middle").isNotDone();
                assertThat(closing).as("waits for it").isNotDone();
                other.rollback();
            }

            answer.get(1, TimeUnit.MINUTES);
            assertThat(ada.status()).isEqualTo(302);
            String booking = URI.create(ada.header("Location").orElseThrow()).getPath();
            closing.get(1, TimeUnit.MINUTES);
            assertThatThrownBy(() -> Wire.get(base, "/livez")).isInstanceOf(ConnectException.class);

            assertThat(ada.at(successor.base()).get(booking).text()).contains("Held for you");
        }
    }

    /** Each attempt is a connection of its own, as that of a load balancer which has a look. */
    private static void awaitNobodyIsLetIn(URI base) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (isReady(base)) {
            assertThat(System.nanoTime()).as("still ready").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static boolean isReady(URI base) {
        try {
            return Wire.get(base, "/readyz").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
