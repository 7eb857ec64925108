package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Keep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Blocked;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Changed;
import io.innkeeper.booking.reservation.FrontDesk;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Groups;
import io.innkeeper.booking.reservation.Happened;
import io.innkeeper.booking.reservation.Held;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.NeverHappens;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quoted;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.reservation.StatusChanged;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where hotels are spread over many servers, a statement goes to the one that has its hotel, which it must name: with each table
 * of hotels that it reads or writes. Here everything that is booked, changed and given up is done under every strategy, and
 * what the driver sent is read.
 */
class HotelInEveryStatementTest {

    /** Whose rows are those of hotels. */
    private static final String TABLES =
            "hotel|room|rate_night|stay_restriction|quote|booking|room_night|booking_event";

    private static final Pattern TABLE = Pattern.compile(
            "(?:\\b(?:from|join|into|update)|,)\\s+(" + TABLES
                    + ")\\b(?!\\s*\\.)(?:\\s+(?!set\\b|where\\b|on\\b|order\\b|force\\b|values\\b|join\\b|straight_join\\b|left\\b)(\\w+))?");

    /**
     * What cannot name a hotel, since whoever asks has but an id or a key, and the hotel is what they learn by it. Each is one
     * look-up by a unique key or an index, of what an engine that shards finds by a table of its own or by asking all; none is
     * made in a transaction of the library's own.
     */
    private static final Map<String, Pattern> WITHOUT = Map.of(
            "a booking by its id", Pattern.compile("from booking where id = x'[0-9a-f]{32}'$"),
            "the bookings of a group", Pattern.compile("from booking where group_id = x'[0-9a-f]{32}' order by id$"),
            "a request by its key, which an account uses once, at whatever hotel",
                    Pattern.compile(
                            "from booking_event (e )?where (e\\.)?account_id = x'[0-9a-f]{32}' and (e\\.)?request_key = '[^']+'$"),
            "the hotel of a room, remembered for ever",
                    Pattern.compile("^select hotel_id from room where \\(id = x'[0-9a-f]{32}'\\)$"));

    private static final Duration LENGTH = Duration.ofMinutes(15);

    private final Stay week = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 7);

    private TestServer.Database database;
    private HikariDataSource pool;
    private HikariDataSource lockConnections;
    private User ada;
    private Hotel hotel;
    private Hotel other;
    private List<Room> rooms;
    private final List<String> sent = new ArrayList<>();
    private int days;

    @BeforeEach
    void given() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        pool = pool();
        lockConnections = pool();
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            ada = Given.user(storage);
            hotel = Given.hotel(storage);
            other = Given.hotel(storage);
            rooms = new ArrayList<>(Given.rooms(storage, hotel, 2));
            rooms.addAll(Given.rooms(storage, other, 1));
        }
    }

    @AfterEach
    void close() {
        lockConnections.close();
        pool.close();
        SentStatements.forget(database);
        database.close();
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(SentStatements.url(database));
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    static Stream<Arguments> strategies() {
        return Stream.of(
                connected("the default, on pools of its own", null),
                opened("the default, on a host's pool", null),
                opened("unique claim", (test, mysql) -> InventoryLock.retrying(mysql.direct(mysql.uniqueClaim()))),
                opened("row lock", (test, mysql) -> InventoryLock.retrying(mysql.direct(mysql.rowLock()))),
                opened("optimistic", (test, mysql) -> InventoryLock.retrying(mysql.direct(mysql.optimistic()))),
                opened(
                        "named",
                        (test, mysql) -> InventoryLock.retrying(
                                mysql.named(test.lockConnections, mysql.direct(mysql.uniqueClaim())))),
                connected(
                        "unique claim at once",
                        (test, mysql) -> InventoryLock.retrying(mysql.direct(mysql.uniqueClaim()))),
                Arguments.of("in the host's transaction", (Opening) test -> new EachCallJoined(
                        JpaStorage.open(test.pool), test.pool, Connection.TRANSACTION_REPEATABLE_READ)));
    }

    interface Opening {

        Storage open(HotelInEveryStatementTest test);
    }

    private static Arguments opened(
            String name, BiFunction<HotelInEveryStatementTest, JpaInventory, InventoryLock> strategy) {
        return Arguments.of(name, (Opening) test -> strategy == null
                ? JpaStorage.open(test.pool)
                : JpaStorage.open(test.pool, mysql -> strategy.apply(test, mysql)));
    }

    private static Arguments connected(
            String name, BiFunction<HotelInEveryStatementTest, JpaInventory, InventoryLock> strategy) {
        return Arguments.of(name, (Opening) test -> {
            String url = SentStatements.url(test.database);
            String user = test.database.user();
            String password = test.database.password();
            return strategy == null
                    ? JpaStorage.connect(url, user, password)
                    : JpaStorage.connect(url, user, password, mysql -> strategy.apply(test, mysql));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void isNamed(String name, Opening opening) throws SQLException {
        try (Innkeeper innkeeper = Innkeeper.builder()
                .storage(opening.open(this))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build()) {
            SentStatements.take(database);

            bookings(innkeeper);
            holds(innkeeper);
            changes(innkeeper);
            groups(innkeeper);
            theFrontDesk(innkeeper);
            quotes(innkeeper);
            keys(innkeeper);
            refusals(innkeeper);
            sent.addAll(SentStatements.take(database));
        }
        try (Storage storage = opening.open(this)) {
            SentStatements.take(database); // of the schema's check
            severalAtOnce(storage);
            sent.addAll(SentStatements.take(database));
        }
        check();
    }

    /** Nights that nobody has had yet. */
    private Stay nights() {
        days += 10;
        return Stay.of(week.arrival().plusDays(days), 3);
    }

    private BookingRequest anyRoom(Stay stay) {
        return BookingRequest.anyRoom(ada.id(), hotel.id(), "double", stay, 2);
    }

    private BookingRequest thisRoom(Stay stay) {
        return BookingRequest.room(ada.id(), rooms.get(0).id(), stay, 2);
    }

    private void bookings(Innkeeper innkeeper) {
        Bookings bookings = innkeeper.bookings();
        Stay stay = nights();
        Booking first = ((Booked) bookings.book(anyRoom(stay))).booking();
        assertThat(bookings.book(anyRoom(stay))).isInstanceOf(Booked.class);
        assertThat(bookings.book(anyRoom(stay))).as("sold out").isInstanceOf(Unavailable.class);
        assertThat(bookings.book(thisRoom(stay))).as("taken").isInstanceOf(Unavailable.class);
        assertThat(bookings.book(thisRoom(nights()))).isInstanceOf(Booked.class);
        assertThat(bookings.cancel(ada.id(), first.id())).isInstanceOf(Cancelled.class);
        assertThat(bookings.book(anyRoom(stay))).as("free again").isInstanceOf(Booked.class);
        assertThat(bookings.find(ada.id(), first.id())).isPresent();
    }

    private void holds(Innkeeper innkeeper) throws SQLException {
        Bookings bookings = innkeeper.bookings();
        Booking hold = ((Held) bookings.hold(anyRoom(nights()), LENGTH)).booking();
        assertThat(bookings.extend(ada.id(), hold.id(), LENGTH)).isInstanceOf(Held.class);
        assertThat(bookings.confirm(ada.id(), hold.id())).isInstanceOf(Booked.class);
        Booking released = ((Held) bookings.hold(thisRoom(nights()), LENGTH)).booking();
        assertThat(bookings.release(ada.id(), released.id())).isInstanceOf(Cancelled.class);

        Booking late = ((Held) bookings.hold(thisRoom(nights()), LENGTH)).booking();
        expire();
        assertThat(bookings.book(thisRoom(late.stay()))).isInstanceOf(Booked.class);
        assertThat(bookings.confirm(ada.id(), late.id())).isInstanceOf(HoldLost.class);
        Booking swept = ((Held) bookings.hold(thisRoom(nights()), LENGTH)).booking();
        Booking inItsPlace = ((Held) bookings.hold(thisRoom(nights()), LENGTH)).booking();
        expire();
        Booking both = ((Booked) bookings.book(thisRoom(swept.stay()))).booking();
        assertThat(bookings.cancel(ada.id(), both.id())).isInstanceOf(Cancelled.class);
        assertThat(bookings.confirm(ada.id(), swept.id())).as("its nights anew").isInstanceOf(Booked.class);
        assertThat(bookings.book(anyRoom(inItsPlace.stay()))).isInstanceOf(Booked.class);
        assertThat(bookings.book(anyRoom(inItsPlace.stay()))).isInstanceOf(Booked.class);
    }

    private void expire() throws SQLException {
        database.execute(
                "update booking set held_until = '2020-01-01' where status = 'HELD'",
                "update room_night set expires_at = '2020-01-01' where expires_at is not null");
    }

    private void changes(Innkeeper innkeeper) {
        Bookings bookings = innkeeper.bookings();
        Stay stay = nights();
        Booking booking = ((Booked) bookings.book(thisRoom(stay))).booking();
        Stay longer = Stay.of(stay.arrival().minusDays(1), 5);
        BookingChange change = BookingChange.of(booking);
        assertThat(bookings.change(ada.id(), booking.id(), change.to(longer))).isInstanceOf(Changed.class);
        assertThat(bookings.change(ada.id(), booking.id(), change.guests(1))).isInstanceOf(Changed.class);
        assertThat(bookings.change(
                        ada.id(), booking.id(), change.to(rooms.get(1).id())))
                .isInstanceOf(Changed.class);
        Stay elsewhere = nights();
        assertThat(bookings.change(ada.id(), booking.id(), change.to(elsewhere).toAnyRoom(hotel.id(), "double")))
                .isInstanceOf(Changed.class);
        assertThat(bookings.book(anyRoom(stay))).isInstanceOf(Booked.class);
        assertThat(bookings.book(anyRoom(stay))).isInstanceOf(Booked.class);
        assertThat(bookings.change(ada.id(), booking.id(), change.to(stay))).isInstanceOf(Unavailable.class);
    }

    private void groups(Innkeeper innkeeper) {
        Groups groups = innkeeper.groups();
        Stay stay = nights();
        GroupRequest two =
                GroupRequest.of(ada.id()).room(rooms.get(0).id(), stay, 2).anyRoom(hotel.id(), "double", stay, 1);
        GroupDone booked = (GroupDone) groups.withKey("group").book(two);
        assertThat(groups.withKey("group").book(two)).isEqualTo(booked);
        assertThat(groups.book(two)).isInstanceOf(Unavailable.class);
        assertThat(groups.cancel(ada.id(), booked.group())).isInstanceOf(GroupDone.class);
        GroupDone held = (GroupDone) groups.hold(two, LENGTH);
        assertThat(groups.confirm(ada.id(), held.group())).isInstanceOf(GroupDone.class);
        Stay later = nights();
        GroupDone released = (GroupDone) groups.hold(
                GroupRequest.of(ada.id())
                        .anyRoom(hotel.id(), "double", later, 1)
                        .anyRoom(hotel.id(), "double", later, 1),
                LENGTH);
        assertThat(groups.release(ada.id(), released.group())).isInstanceOf(GroupDone.class);
    }

    private void theFrontDesk(Innkeeper innkeeper) {
        FrontDesk desk = innkeeper.frontDesk();
        Actor staff = Actor.staff(ada.id());
        Stay fromToday = Stay.of(LocalDate.now(ZoneOffset.UTC), 3);
        Booking comes = ((Booked) innkeeper.bookings().book(thisRoom(fromToday))).booking();
        assertThat(desk.checkIn(staff, comes.id())).isInstanceOf(StatusChanged.class);
        assertThat(desk.withKey("out").checkOut(staff, comes.id())).isInstanceOf(StatusChanged.class);
        assertThat(desk.withKey("out").checkOut(staff, comes.id())).isInstanceOf(StatusChanged.class);
        Booking missed = ((Booked) innkeeper
                        .bookings()
                        .book(BookingRequest.room(ada.id(), rooms.get(1).id(), fromToday, 1)))
                .booking();
        assertThat(desk.noShow(staff, missed.id())).isInstanceOf(StatusChanged.class);
        Booking block = ((Blocked) desk.block(staff, rooms.get(1).id(), nights())).block();
        assertThat(desk.unblock(staff, block.id())).isInstanceOf(StatusChanged.class);
        assertThat(desk.list(staff, hotel.id(), fromToday.arrival(), fromToday.departure(), 10, null)
                        .items())
                .isNotEmpty();
    }

    private void quotes(Innkeeper innkeeper) {
        Stay stay = nights();
        Quoted any = (Quoted)
                innkeeper.quotes().quote(QuoteRequest.anyRoom(hotel.id(), "double", stay, 1), Duration.ofHours(1));
        Quoted room =
                (Quoted) innkeeper.quotes().quote(QuoteRequest.room(rooms.get(0).id(), stay, 1), Duration.ofHours(1));
        assertThat(innkeeper.bookings().book(BookingRequest.quoted(ada.id(), room.quote())))
                .isInstanceOf(Booked.class);
        assertThat(innkeeper.bookings().book(BookingRequest.quoted(ada.id(), any.quote())))
                .isInstanceOf(Booked.class);
        assertThat(innkeeper.availability().freeRooms(hotel.id(), stay, 1)).isEmpty();
    }

    private void keys(Innkeeper innkeeper) {
        Bookings once = innkeeper.bookings().withKey("once");
        BookingRequest request = anyRoom(nights());
        Booking booking = ((Booked) once.book(request)).booking();
        assertThat(once.book(request)).isEqualTo(new Booked(booking));
        assertThatThrownBy(() -> once.book(thisRoom(nights()))).isInstanceOf(RequestKeyReusedException.class);
        assertThatThrownBy(() ->
                        once.book(BookingRequest.room(ada.id(), rooms.get(2).id(), nights(), 1)))
                .as("at another hotel")
                .isInstanceOf(RequestKeyReusedException.class);
        Bookings bookings = innkeeper.bookings();
        assertThat(bookings.resolve(ada.id(), hotel.id(), "once")).isEqualTo(new Happened(List.of(booking)));
        assertThat(bookings.resolve(ada.id(), other.id(), "once"))
                .as("asked about another hotel")
                .isEqualTo(new Happened(List.of(booking)));
        assertThat(bookings.resolve(ada.id(), hotel.id(), "never")).isEqualTo(new NeverHappens());
        assertThatThrownBy(() -> bookings.withKey("never").book(request)).isInstanceOf(RequestKeyReusedException.class);
        Bookings cancelling = innkeeper.bookings().withKey("cancel");
        assertThat(cancelling.cancel(ada.id(), booking.id())).isInstanceOf(Cancelled.class);
        assertThat(cancelling.cancel(ada.id(), booking.id())).isInstanceOf(Cancelled.class);
    }

    private void refusals(Innkeeper innkeeper) throws SQLException {
        Bookings bookings = innkeeper.bookings();
        BookingId id = BookingId.next();
        Stay stay = nights();
        assertThat(bookings.book(thisRoom(stay).withId(id))).isInstanceOf(Booked.class);
        assertThatThrownBy(() -> bookings.book(thisRoom(nights()).withId(id)))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> bookings.book(
                        BookingRequest.anyRoom(new UserId(UUID.randomUUID()), hotel.id(), "double", nights(), 1)))
                .isInstanceOf(NotFoundException.class);
        sent.addAll(SentStatements.take(database));
        innkeeper.tariffs().setRate(hotel.id(), "double", stay, Money.of("99", "CHF"));
        SentStatements.take(database); // of who sets it
        assertThat(bookings.book(anyRoom(stay))).as("on newer terms").isInstanceOf(Booked.class);
        sent.addAll(SentStatements.take(database));
        innkeeper.tariffs().restrict(hotel.id(), Restriction.minimumStay(5, nights()));
        innkeeper.hotels().closeRoom(rooms.get(0).id());
        SentStatements.take(database);
        assertThat(bookings.book(thisRoom(nights()))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> bookings.book(BookingRequest.anyRoom(ada.id(), hotel.id(), "palace", nights(), 1)))
                .isInstanceOf(NotFoundException.class);
        database.execute("update room set closed = true where id = x'"
                + hex(rooms.get(1).id().value()) + "'");
        assertThat(bookings.book(BookingRequest.room(ada.id(), rooms.get(1).id(), nights(), 1)))
                .as("closed by hand")
                .isInstanceOf(Refused.class);
        database.execute("update room set closed = false");
    }

    private void severalAtOnce(Storage storage) {
        Stay stay = nights();
        Stay later = nights();
        List<Settlement> made = storage.inventory()
                .settle(List.of(
                        Given.booking(ada, List.of(rooms.get(0)), stay),
                        Given.booking(ada, List.of(rooms.get(0)), stay),
                        Given.booking(ada, List.of(rooms.get(1)), stay),
                        Given.booking(ada, List.of(rooms.get(2)), stay),
                        Given.booking(ada, List.of(rooms.get(0), rooms.get(1)), later)));
        List<Booking> booked = made.stream()
                .filter(Settlement.Settled.class::isInstance)
                .flatMap(answer -> ((Settlement.Settled) answer).events().stream())
                .map(BookingEvent::booking)
                .toList();
        assertThat(booked).hasSizeGreaterThanOrEqualTo(4);
        List<InventoryChange> next = new ArrayList<>();
        booked.subList(0, 2).forEach(booking -> next.add(cancelling(booking)));
        next.add(moving(booked.get(2)));
        next.add(Given.booking(ada, List.of(rooms.get(0)), nights()));
        assertThat(storage.inventory().settle(next)).hasOnlyElementsOfType(Settlement.Settled.class);
    }

    private InventoryChange cancelling(Booking booking) {
        return ending(booking, booking.moveTo(BookingStatus.CANCELLED), List.of(Release.of(booking)), List.of());
    }

    private InventoryChange moving(Booking booking) {
        return ending(booking, booking.moveTo(BookingStatus.CHECKED_IN), List.of(), List.of(Keep.of(booking)));
    }

    private InventoryChange ending(Booking before, Booking after, List<Release> given, List<Keep> kept) {
        return new InventoryChange(
                new RequestKey(ada.id(), UUID.randomUUID().toString()),
                "",
                before.hotel(),
                List.of(),
                given,
                kept,
                null,
                Deadline.after(Duration.ofMinutes(1)),
                assignment ->
                        List.of(new BookingEvent(UUID.randomUUID(), BookingEvent.Type.CANCELLED, after, ada.id())));
    }

    private void check() {
        Set<String> hotels =
                Stream.of(hotel, other).map(each -> hex(each.id().value())).collect(Collectors.toSet());
        Set<String> exceptions = new HashSet<>();
        int checked = 0;
        for (String statement : sent) {
            String sql = statement.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            Matcher table = TABLE.matcher(sql);
            List<String> missing = new ArrayList<>();
            boolean any = false;
            while (table.find()) {
                any = true;
                if (!namesHotel(sql, table.group(1), table.group(2))) {
                    missing.add(table.group());
                }
            }
            if (!any) {
                continue; // of accounts, or of the session
            }
            checked++;
            if (missing.isEmpty() && hotels.stream().anyMatch(sql::contains)) {
                continue;
            }
            List<String> why = WITHOUT.entrySet().stream()
                    .filter(each -> each.getValue().matcher(sql).find())
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(why).as("names no hotel for %s: %s", missing, sql).isNotEmpty();
            exceptions.addAll(why);
        }
        assertThat(checked).as("statements on tables of hotels").isGreaterThan(100);
        assertThat(exceptions).as("exceptions that are needed").containsExactlyInAnyOrderElementsOf(WITHOUT.keySet());
    }

    /** Whether a table of a statement, by whatever name, is bound to a hotel. */
    private static boolean namesHotel(String sql, String table, String alias) {
        String column = table.equals("hotel") ? "id" : "hotel_id";
        String name = alias == null ? "" : alias + "\\.";
        boolean inserted = sql.startsWith("insert into " + table + " (") && sql.contains("hotel_id");
        return inserted
                || Pattern.compile("(?<![.\\w])" + name + column + "\\s*(=|in \\()|=\\s*" + name + column + "\\b")
                        .matcher(sql)
                        .find();
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
