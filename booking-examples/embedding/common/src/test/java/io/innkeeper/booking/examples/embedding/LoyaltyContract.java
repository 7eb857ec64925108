package io.innkeeper.booking.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The points of a host and the bookings are committed together and rolled back together, whatever host that is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LoyaltyContract {

    private final Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 2);

    private final List<BookingEvent.Type> told = new ArrayList<>();
    private final List<Integer> bookingsWhenTold = new ArrayList<>();
    private TestServer.Database database;
    private Loyalty loyalty;
    private UserId ada;
    private UserId grace;
    private Room room;

    /** Starts the host on an empty database. */
    protected abstract Loyalty start(TestServer.Database database, BookingListener listener) throws Exception;

    /** Stops it. */
    protected abstract void stop() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = TestServer.newDatabase();
        loyalty = start(database, event -> {
            told.add(event.type());
            bookingsWhenTold.add(count("booking"));
        });
    }

    @BeforeEach
    void addGuestsAndRoom() throws Exception {
        ada = Story.guest(loyalty.innkeeper(), "Ada").id();
        grace = Story.guest(loyalty.innkeeper(), "Grace").id();
        loyalty.enrol(ada, 300);
        loyalty.enrol(grace, 300);
        room = Story.room(loyalty.innkeeper());
        told.clear();
        bookingsWhenTold.clear();
    }

    @AfterAll
    void close() throws Exception {
        stop();
        database.close();
    }

    private BookingRequest requestOf(UserId guest) {
        return BookingRequest.room(guest, room.id(), stay, 1);
    }

    @Test
    void pointsAndBookingAreCommittedTogether() throws Exception {
        assertThat(loyalty.pay(requestOf(ada), 200)).isInstanceOf(Booked.class);
        assertThat(loyalty.points(ada)).isEqualTo(100);
        assertThat(count("booking")).isEqualTo(1);
        assertThat(count("room_night")).isEqualTo(2);
    }

    @Test
    void pointsAndBookingAreRolledBackTogether() throws Exception {
        assertThatThrownBy(() -> loyalty.pay(requestOf(ada), 199))
                .isInstanceOf(TooFewPointsException.class)
                .hasMessage("199 points do not pay for 200.00 EUR");
        assertThat(loyalty.points(ada)).isEqualTo(300);
        assertThat(List.of(count("booking"), count("room_night"))).containsOnly(0);
        assertThat(loyalty.pay(requestOf(grace), 200))
                .as("the room is free again")
                .isInstanceOf(Booked.class);
    }

    @Test
    void aTakenRoomDoesNotCostTheHostItsTransaction() throws Exception {
        loyalty.pay(requestOf(ada), 200);
        assertThat(loyalty.pay(requestOf(grace), 200)).isEqualTo(new Unavailable(stay.nights()));
        assertThat(loyalty.points(grace))
                .as("what was taken before and given after the refusal is all there")
                .isEqualTo(300 + Loyalty.CONSOLATION);
        assertThat(count("booking")).isEqualTo(1);
        assertThat(loyalty.innkeeper().verifyInventory().isClean()).isTrue();
    }

    @Test
    void listenersAreToldAfterTheCommitOnly() throws Exception {
        assertThatThrownBy(() -> loyalty.pay(requestOf(ada), 199)).isInstanceOf(TooFewPointsException.class);
        assertThat(told).as("of what was rolled back").isEmpty();
        loyalty.pay(requestOf(ada), 200);
        assertThat(told).containsExactly(BookingEvent.Type.BOOKED);
        assertThat(bookingsWhenTold).as("what another connection sees by then").containsExactly(1);
    }

    /** How many rows the room has, on a connection beside those of the host. */
    private int count(String table) {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table + " where hex(room_id) = '"
                        + hex(room.id().value()) + "'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "").toUpperCase(Locale.ROOT);
    }
}
