package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.StorageFixture;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own for each test class, a pool of its own for each storage, and plain SQL to look at it from one more. The
 * storages, and hosts' transactions, may do no more than {@code docs/grants} says: only that plain SQL may.
 */
final class JpaStorageFixture implements StorageFixture {

    private static final List<String> COUNTED = List.of(
            "user",
            "user_credential",
            "hotel",
            "room",
            "rate_night",
            "stay_restriction",
            "booking",
            "room_night",
            "booking_event");

    private final TestServer.Database database = TestServer.newDatabase();
    private final Accounts accounts = new Accounts(database);
    private final HikariDataSource hosts;

    private final @Nullable BiFunction<JpaInventory, DataSource, InventoryLock> strategy;
    private final String url;
    private @Nullable Integer hostsIsolation;

    /** With the default strategy. */
    JpaStorageFixture() {
        this((BiFunction<JpaInventory, DataSource, InventoryLock>) null);
    }

    JpaStorageFixture(Function<JpaInventory, InventoryLock> strategy) {
        this((mysql, locks) -> strategy.apply(mysql));
    }

    /** With a strategy that needs connections beside those of the storage. */
    JpaStorageFixture(@Nullable BiFunction<JpaInventory, DataSource, InventoryLock> strategy) {
        this(strategy, true);
    }

    private JpaStorageFixture(
            @Nullable BiFunction<JpaInventory, DataSource, InventoryLock> strategy, boolean severalAtOnce) {
        this.strategy = strategy;
        url = severalAtOnce ? database.url() : database.urlWith("allowMultiQueries", "false");
        hosts = new HikariDataSource();
        hosts.setJdbcUrl(database.url());
        hosts.setUsername(accounts.runs());
        hosts.setPassword(accounts.password());
        hosts.setMaximumPoolSize(20);
        hosts.setMinimumIdle(0);
    }

    /** With connections that take one statement at a time, as those of a host as a rule do. */
    static JpaStorageFixture oneByOne(Function<JpaInventory, InventoryLock> strategy) {
        return new JpaStorageFixture((mysql, locks) -> strategy.apply(mysql), false);
    }

    /** With each call inside a transaction of a host on this isolation. */
    static JpaStorageFixture joined(int isolation) {
        JpaStorageFixture fixture = new JpaStorageFixture();
        fixture.hostsIsolation = isolation;
        return fixture;
    }

    @Override
    public Storage open() {
        return hostsIsolation == null ? connect() : new EachCallJoined(connect(), hosts, hostsIsolation);
    }

    private JpaStorage connect() {
        return strategy == null
                ? JpaStorage.connect(url, accounts.runs(), accounts.password())
                : JpaStorage.connect(url, accounts.runs(), accounts.password(), mysql -> strategy.apply(mysql, hosts));
    }

    @Override
    public List<Booking> bookings(HotelId hotel) {
        return query(
                "select id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency, status, held_until,"
                        + " group_id, free_until, late_fee, fee, version from booking where hotel_id = ?",
                row -> new Booking(
                        new BookingId(uuid(row, "id")),
                        new UserId(uuid(row, "user_id")),
                        new HotelId(uuid(row, "hotel_id")),
                        new RoomId(uuid(row, "room_id")),
                        new Stay(
                                row.getObject("arrival", LocalDate.class), row.getObject("departure", LocalDate.class)),
                        row.getInt("guests"),
                        Objects.requireNonNull(money(row, "total")),
                        BookingStatus.valueOf(row.getString("status")),
                        utc(row.getObject("held_until", LocalDateTime.class)),
                        row.getBytes("group_id") == null ? null : new GroupId(uuid(row, "group_id")),
                        terms(row),
                        money(row, "fee"),
                        row.getInt("version")),
                bytes(hotel.value()));
    }

    private static @Nullable Money money(ResultSet row, String column) throws SQLException {
        BigDecimal amount = row.getBigDecimal(column);
        return amount == null ? null : new Money(amount, Currency.getInstance(row.getString("currency")));
    }

    private static @Nullable CancellationTerms terms(ResultSet row) throws SQLException {
        Money fee = money(row, "late_fee");
        return fee == null ? null : new CancellationTerms(row.getObject("free_until", LocalDate.class), fee);
    }

    @Override
    public List<SoldNight> soldNights(HotelId hotel) {
        return query(
                "select n.room_id, n.night, n.booking_id from room_night n join room r on r.id = n.room_id"
                        + " where r.hotel_id = ?",
                row -> new SoldNight(
                        new RoomId(uuid(row, "room_id")),
                        row.getObject("night", LocalDate.class),
                        new BookingId(uuid(row, "booking_id"))),
                bytes(hotel.value()));
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        for (String table : COUNTED) {
            counts.put(
                    table,
                    query("select count(*) from " + table, row -> row.getLong(1))
                            .get(0));
        }
        return counts;
    }

    /** Every committed change has one event, with its number, and its key unless another of its group has it. */
    @Override
    public void check(HotelId hotel) {
        assertThat(query("""
                        select b.id, b.version, count(e.id) events, min(e.sequence) first, max(e.sequence) last,
                               count(e.request_key) request_keys
                        from booking b left join booking_event e on e.aggregate_id = b.id and e.hotel_id = b.hotel_id
                        where b.hotel_id = ?
                        group by b.id, b.version, b.group_id
                        having events <> b.version or first <> 1 or last <> b.version
                            or (b.group_id is null and request_keys <> b.version)
                        """, row -> uuid(row, "id") + " of version " + row.getInt("version"), bytes(hotel.value())))
                .as("bookings whose events are not one for each change")
                .isEmpty();
        assertThat(query("""
                        select e.id from booking_event e left join booking b on b.id = e.aggregate_id
                        where e.hotel_id = ? and e.aggregate_type = 'booking' and b.id is null
                        """, row -> uuid(row, "id"), bytes(hotel.value())))
                .as("events of no booking")
                .isEmpty();
        assertThat(query("""
                        select n.booking_id from room_night n join room r on r.id = n.room_id
                        left join booking b on b.id = n.booking_id
                        where r.hotel_id = ? and (b.id is null or n.hotel_id <> r.hotel_id or b.room_id <> n.room_id)
                        """, row -> uuid(row, "booking_id"), bytes(hotel.value())))
                .as("nights of another hotel, another room or no booking")
                .isEmpty();
    }

    /** The booking is some user's: it is never there for anybody to see. */
    @Override
    public Claim claimWithoutCommit(RoomId room, Stay stay) {
        try {
            Connection connection = database.connection();
            try {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(false);
                byte[] booking = bytes(UUID.randomUUID());
                update(connection, """
                        insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency,
                                             status, version)
                        select ?, (select min(id) from user), hotel_id, id, ?, ?, 1, nightly_rate, currency, 'CONFIRMED', 1
                        from room where id = ?""", booking, stay.arrival(), stay.departure(), bytes(room.value()));
                for (LocalDate night : stay.nights()) {
                    update(connection, """
                            insert into room_night (room_id, night, hotel_id, booking_id)
                            select id, ?, hotel_id, ? from room where id = ?""", night, booking, bytes(room.value()));
                }
                return claim(connection);
            } catch (SQLException | RuntimeException | Error e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new AssertionError("cannot claim " + stay + " of room " + room, e);
        }
    }

    private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private Claim claim(Connection connection) {
        return new Claim() {
            @Override
            public void awaitWaiter() {
                try {
                    LockWaits.await(database, 1);
                } catch (SQLException e) {
                    throw new AssertionError("cannot see who waits", e);
                }
            }

            @Override
            public void close() {
                try (connection) {
                    connection.rollback();
                } catch (SQLException e) {
                    throw new AssertionError("cannot roll back", e);
                }
            }
        };
    }

    /** The nights and the latest event of a hold go on saying the same as its booking. */
    @Override
    public void expireHolds(HotelId hotel) {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            execute(
                    connection,
                    "update booking b set b.held_until = utc_timestamp(6) where b.held_until is not null",
                    hotel);
            execute(connection, """
                    update room_night n join booking b on b.id = n.booking_id set n.expires_at = b.held_until
                    where n.expires_at is not null and b.held_until is not null""", hotel);
            execute(connection, """
                    update booking_event e join booking b on b.id = e.aggregate_id and b.version = e.sequence
                    set e.payload =
                        json_set(e.payload, '$.heldUntil', date_format(b.held_until, '%Y-%m-%dT%H:%i:%s.%fZ'))
                    where b.held_until is not null""", hotel);
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError("cannot have the holds of " + hotel + " expire", e);
        }
    }

    @Override
    public void ageKeys(HotelId hotel, Duration by) {
        try (Connection connection = database.connection()) {
            execute(
                    connection,
                    "update booking_event e join booking_event b on e.id <= b.id"
                            + " set e.occurred_at = e.occurred_at - interval " + by.toSeconds() + " second where true",
                    hotel);
        } catch (SQLException e) {
            throw new AssertionError("cannot age the requests at " + hotel, e);
        }
    }

    @Override
    public void expireQuotes(HotelId hotel) {
        try (Connection connection = database.connection()) {
            execute(connection, "update quote b set b.expires_at = utc_timestamp(6) where true", hotel);
        } catch (SQLException e) {
            throw new AssertionError("cannot have the quotes of " + hotel + " expire", e);
        }
    }

    private static void execute(Connection connection, String sql, HotelId hotel) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql + " and b.hotel_id = ?")) {
            set(statement, (Object) bytes(hotel.value()));
            statement.executeUpdate();
        }
    }

    @Override
    public void endLeases() {
        try {
            database.execute("update booking_event set relay_at = utc_timestamp(6) where relay_at is not null");
        } catch (SQLException e) {
            throw new AssertionError("cannot end leases", e);
        }
    }

    @Override
    public void close() {
        hosts.close();
        accounts.close();
        database.close();
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reading<T> reading, Object... parameters) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError("cannot look into the database: " + sql, e);
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private static @Nullable Instant utc(@Nullable LocalDateTime time) {
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(column));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
