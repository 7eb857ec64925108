package io.innkeeper.booking.examples.quickstart;

import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.jpa.server.Server;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.Unavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints what happened, for a person; what it counts, it counts in the database. */
final class Report {

    private static final String BOOKINGS_WITH_USERS_AND_ROOMS =
            "select * from user u inner join booking b on u.id=b.user_id inner join room r on r.id=b.room_id";

    /** Nights that two live bookings of one room have in common. */
    private static final String NIGHTS_SOLD_TWICE = """
            select coalesce(sum(datediff(least(a.departure, b.departure), greatest(a.arrival, b.arrival))), 0)
            from booking a join booking b on a.room_id = b.room_id and a.id < b.id
            where a.status = 'CONFIRMED' and b.status = 'CONFIRMED'
              and a.arrival < b.departure and b.arrival < a.departure""";

    private static final int ID_BYTES = 16;
    private static final int WIDEST_CELL = 30;

    private final Server server;

    Report(Server server) {
        this.server = server;
    }

    void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }

    void welcome() throws SQLException {
        String kind = server.embedded() == null ? "the server of INNKEEPER_URL" : "an embedded server";
        say(
                "Innkeeper on %s, version %s",
                kind, query("select version()").get(1).get(0));
    }

    /** Prints the rows, then the two lines that matter; true if they say what they should. */
    boolean rowsAndVerdict(List<BookingOutcome> answers) throws SQLException {
        say("%n%s", BOOKINGS_WITH_USERS_AND_ROOMS);
        printTable(query(BOOKINGS_WITH_USERS_AND_ROOMS));
        long booked = answers.stream().filter(Booked.class::isInstance).count();
        long unavailable =
                answers.stream().filter(Unavailable.class::isInstance).count();
        String inDatabase =
                query(booked == 0 ? "select 0" : roomBookings(answers)).get(1).get(0);
        String soldTwice = query(NIGHTS_SOLD_TWICE).get(1).get(0);
        say("%n%d asked for the same room: %d booked, %d unavailable", answers.size(), booked, unavailable);
        say("room-nights sold twice: %s", soldTwice);
        return booked == 1 && unavailable == answers.size() - 1 && inDatabase.equals("1") && soldTwice.equals("0");
    }

    /** Counts the live bookings of the room that was asked for, which only one of the crowd can have. */
    private static String roomBookings(List<BookingOutcome> answers) {
        RoomId room = answers.stream()
                .flatMap(answer -> answer.success().stream())
                .findAny()
                .orElseThrow()
                .room();
        return "select count(*) from booking where status = 'CONFIRMED' and room_id = unhex('"
                + room.toString().replace("-", "") + "')";
    }

    /** The names of the columns, then the rows, all as text. */
    private List<List<String>> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            ResultSetMetaData columns = found.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnLabel(i));
            }
            rows.add(names);
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.add(text(found.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** Ids are 16 bytes, of which the last few tell them apart. */
    private static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes && bytes.length == ID_BYTES) {
            return ".." + HexFormat.of().formatHex(bytes, ID_BYTES - 3, ID_BYTES);
        }
        String text = value instanceof LocalDateTime time
                ? time.truncatedTo(ChronoUnit.SECONDS).toString()
                : "" + value;
        return text.length() <= WIDEST_CELL ? text : text.substring(0, WIDEST_CELL - 2) + "..";
    }

    private void printTable(List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(pad(row.get(column), width(rows, column))).append("  ");
            }
            say("%s", line.toString().stripTrailing());
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
