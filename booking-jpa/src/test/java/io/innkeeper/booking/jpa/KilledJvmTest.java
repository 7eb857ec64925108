package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.tck.Seed;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * JVMs that are busy are killed at any moment: nothing that was acknowledged is lost, nothing is left half done, and others
 * go on. Several are at it at once, so that one starts while another one works.
 */
class KilledJvmTest {

    /** How many JVMs are killed; fewer where only the newest Java is to be tried. */
    private static final int KILLS = Integer.getInteger("innkeeper.kills", 20);

    private static final int AT_ONCE = 3;
    private static final int MOST_CHANGES = 60;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatAJvmHadAcknowledgedOutlivesIt() throws Exception {
        Seed seed = Seed.of("whatAJvmHadAcknowledgedOutlivesIt");
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (TestServer.Database database = TestServer.newDatabase()) {
            JpaStorage.migrate(database.dataSource());
            JpaStorage storage = JpaStorage.open(database.dataSource());
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(storage)
                    .passwordHasher(PasswordHasher.pbkdf2(1))
                    .build()) {
                Hotel hotel = Given.hotel(storage);
                Given.rooms(storage, hotel, 6);
                UserId guest = Given.user(storage).id();
                AtomicInteger round = new AtomicInteger();
                List<Future<List<String>>> running = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    running.add(threads.submit(() -> {
                        List<String> acknowledged = new ArrayList<>();
                        for (int number = round.getAndIncrement(); number < KILLS; number = round.getAndIncrement()) {
                            Random random = seed.random(number);
                            try (BusyJvm jvm = BusyJvm.start(database, hotel.id(), guest, random.nextLong())) {
                                acknowledged.addAll(jvm.killAfter(1 + random.nextInt(MOST_CHANGES)));
                            }
                            assertThat(innkeeper.verifyInventory().findings())
                                    .as("%s, after kill %d", seed, number)
                                    .isEmpty();
                        }
                        return acknowledged;
                    }));
                }
                Set<String> acknowledged = new HashSet<>();
                for (Future<List<String>> each : running) {
                    acknowledged.addAll(each.get());
                }

                Set<String> events = events(database);
                System.out.println(KILLS + " kills, " + acknowledged.size() + " changes that were acknowledged, "
                        + events.size() + " that were made");
                assertThat(events).as("%s", seed).containsAll(acknowledged);
                assertThat(innkeeper.verifyInventory().findings())
                        .as("%s", seed)
                        .isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Set<String> events(TestServer.Database database) throws SQLException {
        Set<String> events = new HashSet<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select aggregate_id, sequence,"
                        + " json_unquote(json_extract(payload, '$.status')) from booking_event")) {
            while (rows.next()) {
                ByteBuffer id = ByteBuffer.wrap(rows.getBytes(1));
                events.add(BusyJvm.text(new UUID(id.getLong(), id.getLong()), rows.getInt(2), rows.getString(3)));
            }
        }
        return events;
    }
}
