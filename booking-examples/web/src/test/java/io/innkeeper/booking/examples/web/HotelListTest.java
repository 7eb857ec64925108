package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.web.load.HotelList;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelQuery;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Lists of hotels: read to the end, broken off, read again, read by two at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HotelListTest {

    private static final String HEAD = "name,address,postcode,city,stars,rooms,guests";

    @TempDir
    private Path folder;

    private final String city = "City" + UUID.randomUUID().toString().substring(0, 8);
    private TestServer.Database database;
    private WebHost host;
    private Innkeeper innkeeper;
    private HotelList list;

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database);
        innkeeper = host.bean(Innkeeper.class);
        list = host.bean(HotelList.class);
    }

    @AfterAll
    void stop() {
        host.close();
        database.close();
    }

    /** So many lines, of hotels in a city of their own. */
    private static List<String> lines(int count, String city) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "House " + number + "," + number + " High Street,1010," + city + ",3,4,8")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Path file(List<String> lines) throws IOException {
        return Files.write(
                Files.createTempFile(folder, "hotels", ".csv"),
                HEAD.concat("\n").concat(String.join("\n", lines)).getBytes(StandardCharsets.UTF_8));
    }

    private int hotelsIn(String where) throws SQLException {
        return Rows.number(database, "select count(*) from hotel where city = ?", where);
    }

    private int roomsIn(String where) throws SQLException {
        return Rows.number(
                database, "select count(*) from room r join hotel h on h.id = r.hotel_id where h.city = ?", where);
    }

    @Test
    void aListThatIsBrokenOffInTheMiddleIsBegunAgainAndAddsEachHotelOnce() throws Exception {
        String here = city + "Broken";
        List<String> lines = lines(180, here);
        String good = lines.set(119, "x".repeat(201) + ",1 High Street,1010," + here + ",3,4,8");
        Path broken = file(lines);

        assertThatThrownBy(() -> list.load(broken, null)).isInstanceOf(InvalidRequestException.class);
        assertThat(hotelsIn(here)).as("two batches, and nothing of the third").isEqualTo(100);
        assertThat(roomsIn(here)).isEqualTo(400);

        lines.set(119, good);
        list.load(file(lines), null);
        assertThat(hotelsIn(here)).isEqualTo(180);
        assertThat(roomsIn(here)).isEqualTo(720);
        assertThat(Rows.number(database, "select count(distinct name) from hotel where city = ?", here))
                .isEqualTo(180);
    }

    @Test
    void theSameListTwiceChangesNothing() throws Exception {
        String here = city + "Twice";
        Path file = file(lines(60, here));
        list.load(file, null);
        List<String> before = Rows.column(database, "select hex(id) from hotel where city = ? order by id", here);

        list.load(file, null);

        assertThat(before).hasSize(60);
        assertThat(Rows.column(database, "select hex(id) from hotel where city = ? order by id", here))
                .isEqualTo(before);
        assertThat(roomsIn(here)).isEqualTo(240);
    }

    @Test
    void aLineThatIsTwiceInAListIsOneHotel() throws Exception {
        String here = city + "Double";
        List<String> lines = lines(55, here);
        lines.add(lines.get(0));
        lines.add(1, lines.get(54));

        list.load(file(lines), null);

        assertThat(hotelsIn(here)).isEqualTo(55);
    }

    @Test
    void aCompressedListIsReadAsWell() throws Exception {
        String here = city + "Gzip";
        Path file = folder.resolve("hotels.csv.gz");
        try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
            bytes.write(Files.readAllBytes(file(lines(51, here))));
        }

        list.load(file, null);

        assertThat(hotelsIn(here)).isEqualTo(51);
    }

    @Test
    void roomsAndTheirTypesAddUpToWhatTheLineSays() throws Exception {
        String here = city + "Rooms";
        UserId owner = innkeeper
                .accounts()
                .register(new Registration(here + "@example.org", "Olga", WebHost.PASSWORD))
                .id();

        list.load(file(List.of("The Sum,1 High Street,1010," + here + ",4,25,56")), owner);

        Hotel hotel = onlyHotelOf(owner);
        assertThat(hotel.details().address()).isEqualTo("1 High Street, 1010");
        assertThat(hotel.details().stars()).isEqualTo(4);
        List<RoomDetails> rooms = innkeeper.hotels().rooms(hotel.id()).stream()
                .map(room -> room.details())
                .toList();
        Map<String, Long> types =
                rooms.stream().collect(Collectors.groupingBy(RoomDetails::type, TreeMap::new, Collectors.counting()));
        assertThat(types).isEqualTo(Map.of("single", 4L, "double", 16L, "family", 5L));
        assertThat(rooms.stream().mapToInt(RoomDetails::capacity).sum()).isEqualTo(56);
        assertThat(rooms.stream().map(RoomDetails::number).distinct())
                .hasSize(25)
                .contains("101", "120", "201", "205");
    }

    @Test
    void whatIsInCapitalsOrIncompleteIsShownAsPeopleWriteIt() throws Exception {
        UserId owner = innkeeper
                .accounts()
                .register(new Registration(city + "@example.org", "Olga", WebHost.PASSWORD))
                .id();

        list.load(file(List.of("H\u00d4TEL DE L'\u00c9TOILE,,75012,PARIS 12E ARRONDISSEMENT,-,,")), owner);

        Hotel hotel = onlyHotelOf(owner);
        assertThat(hotel.name()).isEqualTo("H\u00f4tel De L'\u00c9toile");
        assertThat(hotel.details().city()).isEqualTo("Paris");
        assertThat(hotel.details().address()).isEqualTo("75012");
        assertThat(hotel.details().stars()).isZero();
        assertThat(innkeeper.hotels().rooms(hotel.id())).hasSize(1);
    }

    private Hotel onlyHotelOf(UserId owner) {
        return innkeeper.hotels().list(HotelQuery.all().ownedBy(owner)).items().stream()
                .filter(hotel -> owner.equals(hotel.details().owner()))
                .findFirst()
                .orElseThrow();
    }

    /** It waits for a line that another instance has not committed yet, until the server has it wait no longer. */
    @Test
    void whoeverReadsTheSameListAtTheSameTimeWaitsUntilTheOtherIsDone() throws Exception {
        String here = city + "Both";
        List<String> lines = lines(3, here);
        Path file = file(lines);
        try (Connection other = database.connection()) {
            note(other, lines.get(1));

            CompletableFuture<Void> loading = CompletableFuture.runAsync(() -> load(file));
            LockWaits.await(database, 2); // the second attempt waits, since the first one was given up
            assertThat(loading).isNotDone();
            other.commit();

            loading.get(1, TimeUnit.MINUTES);
        }
        assertThat(hotelsIn(here)).as("without the one that the other has read").isEqualTo(2);
        assertThat(roomsIn(here)).isEqualTo(8);
    }

    private static void note(Connection connection, String line) throws SQLException {
        connection.setAutoCommit(false);
        UUID source = UUID.nameUUIDFromBytes(line.replace(',', '\0').getBytes(StandardCharsets.UTF_8));
        try (PreparedStatement insert =
                connection.prepareStatement("insert into loaded_hotel (source_id, hotel_id) values (unhex(?), ?)")) {
            insert.setString(1, Rows.hex(source));
            insert.setBytes(2, new byte[16]);
            insert.executeUpdate();
        }
    }

    private void load(Path file) {
        try {
            list.load(file, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
