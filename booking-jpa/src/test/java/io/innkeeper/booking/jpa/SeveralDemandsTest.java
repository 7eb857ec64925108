package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.User;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Settled;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which rooms a change gets that wants any room of a type, or several rooms. */
class SeveralDemandsTest {

    private final Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(60), 2);

    private TestServer.Database database;
    private JpaStorage storage;
    private User ada;
    private Hotel hotel;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        storage = JpaStorage.open(database.dataSource());
        ada = Given.user(storage);
        hotel = Given.hotel(storage);
    }

    @AfterEach
    void close() {
        storage.close();
        database.close();
    }

    /** Each guard, with the change alone and with another one beside it, which may be merged with it. */
    static Stream<Arguments> guards() {
        Function<JpaInventory, InventoryGuard> unique = JpaInventory::uniqueClaim;
        Function<JpaInventory, InventoryGuard> locked = JpaInventory::rowLock;
        Function<JpaInventory, InventoryGuard> optimistic = JpaInventory::optimistic;
        return Stream.of(true, false)
                .flatMap(alone -> Stream.of(
                        Arguments.of("unique claim", unique, alone),
                        Arguments.of("row lock", locked, alone),
                        Arguments.of("optimistic", optimistic, alone)));
    }

    @ParameterizedTest(name = "{0}, alone: {2}")
    @MethodSource("guards")
    void oneRoomServesTwoDemandsThatDoNotOverlap(
            String name, Function<JpaInventory, InventoryGuard> guard, boolean alone) {
        Room only = Given.room(storage, hotel);
        Stay later = Stay.of(stay.departure(), 3);

        assertSettledIn(
                List.of(only, only),
                guard,
                alone,
                List.of(
                        new Demand.AnyRoom(newId(), "double", 1, stay),
                        new Demand.AnyRoom(newId(), "double", 1, later)));
    }

    @ParameterizedTest(name = "{0}, alone: {2}")
    @MethodSource("guards")
    void whoWantsAnyRoomIsNotGivenTheOneThatTheSameChangeWantsByName(
            String name, Function<JpaInventory, InventoryGuard> guard, boolean alone) {
        Room cheap = Given.room(storage, hotel);
        Room dear = dearRoom();

        assertSettledIn(
                List.of(dear, cheap),
                guard,
                alone,
                List.of(new Demand.AnyRoom(newId(), "double", 1, stay), new Demand.ThisRoom(newId(), cheap, stay)));
    }

    private void assertSettledIn(
            List<Room> rooms, Function<JpaInventory, InventoryGuard> guard, boolean alone, List<Demand> demands) {
        List<InventoryChange> batch = new ArrayList<>(List.of(change(demands)));
        if (!alone) {
            batch.add(Given.booking(ada, List.of(Given.room(storage, Given.hotel(storage))), stay));
        }
        try (JpaStorage direct = JpaStorage.open(database.dataSource(), mysql -> mysql.direct(guard.apply(mysql)))) {
            List<Settlement> answers = direct.inventory().settle(batch);

            assertThat(answers).hasSize(batch.size()).hasOnlyElementsOfType(Settled.class);
            assertThat(((Settled) answers.get(0)).events())
                    .extracting(event -> event.booking().room())
                    .containsExactlyElementsOf(rooms.stream().map(Room::id).toList());
        }
    }

    @Test
    void theOneRoomThatNobodyHasLockedIsTakenHoweverManyCheaperOnesAreLocked() throws SQLException {
        List<Room> locked = Given.rooms(storage, hotel, 17);
        Room free = dearRoom();
        InventoryChange any = change(List.of(new Demand.AnyRoom(newId(), "double", 1, stay)));
        try (JpaStorage direct = JpaStorage.open(database.dataSource(), mysql -> mysql.direct(mysql.rowLock()));
                Connection holder = database.connection()) {
            holder.setAutoCommit(false);
            lock(holder, locked);

            List<Settlement> answers = direct.inventory().settle(List.of(any));
            holder.rollback();

            assertThat(answers).hasOnlyElementsOfType(Settled.class);
            assertThat(storage.bookings().ofUser(ada.id(), null, 10))
                    .extracting(Booking::room)
                    .containsExactly(free.id());
        }
    }

    private static void lock(Connection holder, List<Room> rooms) throws SQLException {
        try (Statement select = holder.createStatement()) {
            for (Room room : rooms) {
                select.executeQuery("select id from room where id = x'"
                                + room.id().toString().replace("-", "") + "' for update")
                        .close();
            }
        }
    }

    private Room dearRoom() {
        Room room = new Room(
                new RoomId(UUID.randomUUID()),
                hotel.id(),
                new RoomDetails("dear", "double", 2, Money.of("500.00", "CHF")),
                false);
        storage.hotels().addRooms(List.of(room));
        return room;
    }

    private static BookingId newId() {
        return new BookingId(UUID.randomUUID());
    }

    /** One booking for each demand. */
    private InventoryChange change(List<Demand> demands) {
        RequestKey key = new RequestKey(ada.id(), UUID.randomUUID().toString());
        return new InventoryChange(
                key,
                hotel.id(),
                demands,
                List.of(),
                Deadline.after(Duration.ofSeconds(20)),
                assignment -> IntStream.range(0, demands.size())
                        .mapToObj(i -> event(demands.get(i), assignment.rooms().get(i), key))
                        .toList());
    }

    private BookingEvent event(Demand demand, Room room, RequestKey key) {
        Booking booking = Booking.of(
                demand.booking(), ada.id(), hotel.id(), room.id(), demand.stay(), 1, room.total(demand.stay()), null);
        return new BookingEvent(UUID.randomUUID(), BookingEvent.Type.BOOKED, booking, key.account());
    }
}
