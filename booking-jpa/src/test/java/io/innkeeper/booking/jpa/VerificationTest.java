package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Finding;
import io.innkeeper.booking.inventory.Finding.Kind;
import io.innkeeper.booking.inventory.InventoryReport;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables are spoilt in every way that their constraints allow, or do not while nobody looks: each is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationTest {

    private static final LocalDate FIRST = LocalDate.of(2031, 6, 1);

    private TestServer.Database database;
    private Innkeeper innkeeper;
    private Room room;
    private Room otherRoom;
    private Room roomElsewhere;
    private UserId ada;
    private Booking booked;
    private Booking held;
    private Booking cancelled;
    private Booking changed;

    @BeforeAll
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        JpaStorage storage = JpaStorage.open(database.dataSource());
        innkeeper = Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(Clock.fixed(Instant.parse("2031-05-20T12:00:00Z"), ZoneOffset.UTC))
                .build();
        Hotel hotel = Given.hotel(storage);
        room = Given.room(storage, hotel);
        otherRoom = Given.rooms(storage, hotel, 1).get(0);
        roomElsewhere = Given.room(storage, Given.hotel(storage));
        ada = Given.user(storage).id();
    }

    @AfterAll
    void close() {
        innkeeper.close();
        database.close();
    }

    @BeforeEach
    void bookAnew() throws SQLException {
        database.execute("delete from room_night", "delete from booking_event", "delete from booking");
        booked = book(stay(0));
        held = innkeeper
                .bookings()
                .hold(BookingRequest.room(ada, room.id(), stay(10), 1), Duration.ofMinutes(20))
                .success()
                .orElseThrow();
        Booking first = book(stay(20));
        cancelled = innkeeper.bookings().cancel(ada, first.id()).success().orElseThrow();
        Booking shorter = book(stay(30));
        Booking longer = change(shorter, Stay.of(stay(30).arrival(), 4));
        changed = change(longer, stay(30));
        assertThat(innkeeper.verifyInventory()).isEqualTo(new InventoryReport(List.of()));
    }

    private static Stay stay(int after) {
        return Stay.of(FIRST.plusDays(after), 3);
    }

    private Booking book(Stay stay) {
        return innkeeper
                .bookings()
                .book(BookingRequest.room(ada, room.id(), stay, 1))
                .success()
                .orElseThrow();
    }

    private Booking change(Booking booking, Stay stay) {
        return innkeeper
                .bookings()
                .change(ada, booking.id(), BookingChange.of(booking).to(stay))
                .success()
                .orElseThrow();
    }

    /** Writes past all constraints but those of keys. Names of what there is here stand for their ids. */
    private void spoil(String sql) throws SQLException {
        String statement = sql.replace(":room", hex(room.id().value()))
                .replace(":otherRoom", hex(otherRoom.id().value()))
                .replace(":hotel", hex(room.hotel().value()))
                .replace(":elsewhere", hex(roomElsewhere.hotel().value()))
                .replace(":booked", hex(booked.id().value()))
                .replace(":held", hex(held.id().value()))
                .replace(":cancelled", hex(cancelled.id().value()))
                .replace(":changed", hex(changed.id().value()))
                .replace(":ada", hex(ada.value()))
                .replace(":nobody", hex(UUID.randomUUID()));
        try (Connection connection = database.connection();
                Statement spoiling = connection.createStatement()) {
            spoiling.execute("set foreign_key_checks = 0");
            assertThat(spoiling.executeUpdate(statement)).as(statement).isPositive();
        }
    }

    private static String hex(UUID id) {
        return "x'" + id.toString().replace("-", "") + "'";
    }

    private Finding onlyFinding(Kind kind) {
        List<Finding> findings = innkeeper.verifyInventory().findings();
        assertThat(findings).as("findings").hasSize(1);
        assertThat(findings.get(0).kind()).as("%s", findings).isEqualTo(kind);
        return findings.get(0);
    }

    private void assertFinds(Kind kind, Booking booking) {
        Finding finding = onlyFinding(kind);
        assertThat(finding.bookings()).containsExactly(booking.id());
        assertThat(finding.room()).isEqualTo(booking.room());
        assertThat(finding.message()).contains(booking.id().toString());
    }

    // Nights

    @Test
    void nightsThatACancelledBookingHas() throws SQLException {
        spoil("insert into room_night select :room, '2031-06-21', :hotel, :cancelled, null union all"
                + " select :room, '2031-06-22', :hotel, :cancelled, utc_timestamp(6)");

        assertFinds(Kind.ORPHAN_NIGHTS, cancelled);
        assertThat(onlyFinding(Kind.ORPHAN_NIGHTS).message())
                .contains(
                        "2 nights",
                        "2031-06-21",
                        "2031-06-22",
                        "CANCELLED",
                        cancelled.stay().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2031-05-31", "2031-06-04", "2032-01-01"})
    void aNightBeforeOrAfterItsStay(String night) throws SQLException {
        spoil("insert into room_night values (:room, '" + night + "', :hotel, :booked, null)");

        assertFinds(Kind.ORPHAN_NIGHTS, booked);
    }

    @Test
    void aNightInAnotherRoom() throws SQLException {
        spoil("insert into room_night values (:otherRoom, '2031-06-01', :hotel, :booked, null)");

        Finding finding = onlyFinding(Kind.ORPHAN_NIGHTS);
        assertThat(finding.room()).isEqualTo(otherRoom.id());
        assertThat(finding.bookings()).containsExactly(booked.id());
        assertThat(finding.message()).contains(room.id().toString());
    }

    @Test
    void aNightThatIsSaidToBeOfAnotherHotel() throws SQLException {
        spoil("update room_night set hotel_id = :elsewhere where booking_id = :booked and night = '2031-06-02'");

        assertFinds(Kind.ORPHAN_NIGHTS, booked);
    }

    @Test
    void aNightOfABookingThatIsNotThere() throws SQLException {
        spoil("insert into room_night values (:room, '2032-01-01', :hotel, :nobody, null)");

        Finding finding = onlyFinding(Kind.ORPHAN_NIGHTS);
        assertThat(finding.room()).isEqualTo(room.id());
        assertThat(finding.message()).contains(finding.bookings().get(0).toString(), "not there");
    }

    @Test
    void aNightThatABookingLacks() throws SQLException {
        spoil("delete from room_night where booking_id = :booked and night = '2031-06-02'");

        assertFinds(Kind.MISSING_NIGHTS, booked);
        assertThat(onlyFinding(Kind.MISSING_NIGHTS).message())
                .contains("only 2 of its nights", booked.stay().toString());
    }

    @Test
    void aHoldThatHasNotExpiredAndHasNoNights() throws SQLException {
        spoil("delete from room_night where booking_id = :held");

        assertFinds(Kind.MISSING_NIGHTS, held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "expires_at + interval 1 microsecond", "utc_timestamp(6)"})
    void aNightOfAHoldThatExpiresAtAnotherTime(String time) throws SQLException {
        spoil("update room_night set expires_at = " + time + " where booking_id = :held and night = '2031-06-12'");

        assertFinds(Kind.WRONG_EXPIRY, held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utc_timestamp(6)", "utc_timestamp(6) + interval 1 hour"})
    void aNightThatExpiresOfABookingForGood(String time) throws SQLException {
        spoil("update room_night set expires_at = " + time + " where booking_id = :booked and night = '2031-06-02'");

        assertFinds(Kind.WRONG_EXPIRY, booked);
    }

    /** Of which only one can have all its nights. */
    @ParameterizedTest
    @ValueSource(strings = {"2031-06-01", "2031-06-02", "2031-06-03"})
    void twoBookingsOfANight(String arrival) throws SQLException {
        Booking other = book(stay(5));
        LocalDate departure = LocalDate.parse(arrival).plusDays(3);
        spoil("delete from room_night where booking_id = " + hex(other.id().value()));
        for (String each : List.of(
                "update booking set arrival = '" + arrival + "', departure = '" + departure + "' where id = ",
                "update booking_event set payload = json_set(payload, '$.arrival', '" + arrival + "', '$.departure', '"
                        + departure + "') where aggregate_id = ")) {
            spoil(each + hex(other.id().value()));
        }

        List<Finding> findings = innkeeper.verifyInventory().findings();
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.MISSING_NIGHTS, Kind.OVERLAP);
        assertThat(findings.get(0).bookings()).containsExactly(other.id());
        assertThat(findings.get(1).bookings()).containsExactlyInAnyOrder(other.id(), booked.id());
        assertThat(findings.get(1).room()).isEqualTo(room.id());
    }

    @Test
    void everyPairOfBookingsThatOverlap() throws SQLException {
        List<Booking> others =
                IntStream.range(0, 3).mapToObj(i -> book(stay(40 + 3 * i))).toList();
        spoil("delete from room_night where night >= '2031-07-10'");
        spoil("update booking set arrival = '2031-07-10', departure = '2031-08-01' where id = "
                + hex(others.get(0).id().value()));

        assertThat(innkeeper.verifyInventory().findings())
                .filteredOn(finding -> finding.kind() == Kind.OVERLAP)
                .extracting(Finding::bookings)
                .hasSize(2)
                .allSatisfy(pair -> assertThat(pair).contains(others.get(0).id()));
    }

    // Events

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update booking set version = version + 1 where id = :changed",
                "update booking set version = 0 where id = :changed",
                "delete from booking_event where aggregate_id = :changed",
                "delete from booking_event where aggregate_id = :changed and sequence = 1",
                "delete from booking_event where aggregate_id = :changed and sequence = 2",
                "delete from booking_event where aggregate_id = :changed and sequence = 3",
                "update booking_event set sequence = 0 where aggregate_id = :changed and sequence = 1",
                "update booking_event set sequence = 4 where aggregate_id = :changed and sequence = 2"
            })
    void eventsThatAreNotOneForEachVersion(String sql) throws SQLException {
        spoil(sql);

        assertFinds(Kind.WRONG_EVENTS, changed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update booking set guests = 2 where id = :changed",
                "update booking set total = total + 0.0001 where id = :changed",
                "update booking set currency = 'EUR' where id = :changed",
                "update booking set user_id = :nobody where id = :changed",
                "update booking_event set hotel_id = :elsewhere where aggregate_id = :changed and sequence = 3",
                "update booking_event set payload = json_set(payload, '$.room', uuid())"
                        + " where aggregate_id = :changed and sequence = 3",
                "update booking_event set payload = json_set(payload, '$.status', 'CANCELLED')"
                        + " where aggregate_id = :changed and sequence = 3",
                "update booking_event set payload = json_set(payload, '$.arrival', '2031-06-30')"
                        + " where aggregate_id = :changed and sequence = 3",
                "update booking_event set payload = json_set(payload, '$.departure', '2031-06-30')"
                        + " where aggregate_id = :changed and sequence = 3",
                "update booking_event set payload = json_set(payload, '$.heldUntil', '2031-06-30T12:00:00Z')"
                        + " where aggregate_id = :changed and sequence = 3",
                "update booking_event set payload = '{}' where aggregate_id = :changed and sequence = 3"
            })
    void aBookingThatIsNotWhatItsLatestEventSays(String sql) throws SQLException {
        spoil(sql);

        assertFinds(Kind.DIFFERS_FROM_EVENT, changed);
    }

    @Test
    void whatDiffersIsSaidWithBothValues() throws SQLException {
        spoil("update booking set guests = 2, total = 1 where id = :changed");

        assertThat(onlyFinding(Kind.DIFFERS_FROM_EVENT).message())
                .contains("guests is 2 and not 1", "total is 1.0000 and not 360.0000")
                .doesNotContain("status", "arrival");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update booking_event set payload = json_set(payload, '$.heldUntil', null) where aggregate_id = :held",
                "update booking_event set payload = json_set(payload, '$.heldUntil', '2031-06-30T12:00:00Z')"
                        + " where aggregate_id = :held"
            })
    void aHoldThatEndsAtAnotherTimeThanItsLatestEventSays(String sql) throws SQLException {
        spoil(sql);

        assertFinds(Kind.DIFFERS_FROM_EVENT, held);
    }

    @Test
    void eventsOfABookingThatIsNotThere() throws SQLException {
        spoil("delete from booking where id = :cancelled");

        Finding finding = onlyFinding(Kind.EVENTS_OF_NO_BOOKING);
        assertThat(finding.bookings()).containsExactly(cancelled.id());
        assertThat(finding.room()).isNull();
        assertThat(finding.message()).contains("2 events", cancelled.id().toString());
    }

    @Test
    void aKeyThatWasGivenUpIsNoEventOfABooking() {
        innkeeper.bookings().resolve(ada, room.hotel(), "lost");

        assertThat(innkeeper.verifyInventory().isClean()).isTrue();
    }

    // The report

    @Test
    void ofEachKindAHundredAreReported() throws SQLException {
        spoil("insert into room_night (room_id, night, hotel_id, booking_id)"
                + " select :room, date('2040-01-01') + interval n day, :hotel, unhex(lpad(hex(n), 32, '0')) from"
                + " (with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 150)"
                + " select n from numbers) many");
        spoil("delete from room_night where booking_id = :booked");

        List<Finding> findings = innkeeper.verifyInventory().findings();
        assertThat(findings).hasSize(101);
        assertThat(findings.get(100).kind()).isEqualTo(Kind.MISSING_NIGHTS);
    }

    @Test
    void whereItCannotBeLookedItIsSaid() throws SQLException {
        database.execute("rename table booking_event to elsewhere");
        try {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> innkeeper.verifyInventory())
                    .withMessageContaining("verify the inventory");
        } finally {
            database.execute("rename table elsewhere to booking_event");
        }
        assertThat(innkeeper.verifyInventory().isClean()).isTrue();
    }
}
