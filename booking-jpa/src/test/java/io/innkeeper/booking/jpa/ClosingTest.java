package io.innkeeper.booking.jpa;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Once closing has returned, whoever was about to take a night has it or never gets it. */
class ClosingTest {

    private static final Stay STAY = Stay.of(LocalDate.of(2030, 5, 1), 1);

    private TestServer.Database database;
    private JpaStorage storage;
    private User user;
    private Hotel hotel;
    private Room room;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        storage = JpaStorage.open(database.dataSource());
        user = Given.user(storage);
        hotel = Given.hotel(storage);
        room = Given.room(storage, hotel);
    }

    @AfterEach
    void close() {
        storage.close();
        database.close();
    }

    @Test
    void closingARoomWaitsForABookingThatHasStillToCommit() throws Exception {
        assertWaitsForBooking(
                () -> storage.hotels().setRoomClosed(room.id(), true).map(Room::closed));
    }

    @Test
    void closingAHotelWaitsForABookingThatHasStillToCommit() throws Exception {
        assertWaitsForBooking(() -> storage.hotels().setClosed(hotel.id(), true).map(Hotel::closed));
    }

    @Test
    void closingAClosedHotelAgainWaitsJustTheSame() throws Exception {
        storage.hotels().setClosed(hotel.id(), true);

        assertWaitsForBooking(() -> storage.hotels().setClosed(hotel.id(), true).map(Hotel::closed));
    }

    @Test
    void closingAClosedRoomAgainWaitsJustTheSame() throws Exception {
        storage.hotels().setRoomClosed(room.id(), true);

        assertWaitsForBooking(
                () -> storage.hotels().setRoomClosed(room.id(), true).map(Room::closed));
    }

    private void assertWaitsForBooking(Supplier<Optional<Boolean>> close) throws Exception {
        try (Connection booking = database.connection()) {
            booking.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            booking.setAutoCommit(false);
            takeNight(booking);

            CompletableFuture<Optional<Boolean>> closing = CompletableFuture.supplyAsync(close);
            LockWaits.await(database, 1);
            assertThat(closing).isNotDone();
            booking.commit();

            assertThat(closing.get(30, SECONDS)).contains(true);
        }
    }

    @Test
    void aBookingThatComesAfterWaitsForTheClosingAndThenSeesIt() throws Exception {
        try (Connection closing = database.connection();
                Connection booking = database.connection()) {
            closing.setAutoCommit(false);
            closing.createStatement().executeUpdate("update hotel set closed = true");
            closing.createStatement().executeUpdate("update room set version = version + 1");
            booking.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            booking.setAutoCommit(false);

            CompletableFuture<Boolean> seesOpenHotel = CompletableFuture.supplyAsync(() -> {
                try {
                    takeNight(booking);
                    return booking.createStatement()
                            .executeQuery("select id from hotel where not closed")
                            .next();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            LockWaits.await(database, 1);
            closing.commit();

            assertThat(seesOpenHotel.get(30, SECONDS)).isFalse();
            booking.rollback();
        }
    }

    private void takeNight(Connection booking) throws SQLException {
        UUID id = UUID.randomUUID();
        Given.insertBooking(booking, id, user, room, STAY);
        Given.insertNight(booking, id, room, STAY.arrival(), "null");
    }
}
