package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenStrategyTest {

    /** A host's own decorator. */
    private static final class Recording implements InventoryLock {

        private final InventoryLock lock;
        private final List<InventoryChange> seen = new ArrayList<>();
        private boolean closed;

        Recording(InventoryLock lock) {
            this.lock = lock;
        }

        @Override
        public List<Settlement> settle(List<InventoryChange> batch) {
            seen.addAll(batch);
            return lock.settle(batch);
        }

        @Override
        public void close() {
            closed = true;
            lock.close();
        }
    }

    @Test
    void everyChangeGoesThroughTheHostsStrategyWhichIsClosedWithTheStorage() {
        List<Recording> made = new ArrayList<>();
        try (TestServer.Database database = TestServer.newDatabase()) {
            JpaStorage.migrate(database.dataSource());
            JpaStorage storage = JpaStorage.open(database.dataSource(), mysql -> {
                made.add(new Recording(InventoryLock.retrying(mysql.direct(mysql.uniqueClaim()))));
                return made.get(0);
            });
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(storage)
                    .passwordHasher(PasswordHasher.pbkdf2(1))
                    .build()) {
                User ada = Given.user(storage);
                Room room = Given.room(storage, Given.hotel(storage));
                Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 2);

                assertThat(innkeeper.bookings().book(BookingRequest.room(ada.id(), room.id(), stay, 1)))
                        .isInstanceOf(Booked.class);
                assertThat(made.get(0).seen).hasSize(1);
                assertThat(made.get(0).closed).isFalse();
            }
        }
        assertThat(made).singleElement().matches(strategy -> strategy.closed);
    }
}
