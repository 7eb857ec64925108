package io.innkeeper.booking.jpa;

import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an application on Flask-SQLAlchemy, as its {@code create_all} makes them on MySQL, and the paper that says how
 * to move them.
 */
final class OldApplication {

    static final Path PAPER = Path.of("docs", "migration.md");

    /** Of "correct horse battery staple", by Python's hashlib.scrypt with the parameters of Werkzeug. */
    static final String SCRYPT =
            "scrypt:32768:8:1$saltSALT$635d869257e5f4c15891c0104101073b77b07d78d75e19d317d0c1d8bc2915571d62"
                    + "c236518b69d464a072181f940ad15ad27951936cbb81da747443c776dcdf";

    /** Of "hunter2", by Python's hashlib.pbkdf2_hmac. */
    static final String PBKDF2 =
            "pbkdf2:sha256:1000$saltsalt$486a2cb4262e8788c89191774f7d193a59770d2c0e46285247aa33abe7857a20";

    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    private final TestServer.Database database;

    private OldApplication(TestServer.Database database) {
        this.database = database;
    }

    /** The tables under their original names, empty. */
    static OldApplication in(TestServer.Database database) throws SQLException {
        database.execute("""
                CREATE TABLE user (
                    id INTEGER NOT NULL AUTO_INCREMENT,
                    username VARCHAR(80) NOT NULL,
                    email VARCHAR(120) NOT NULL,
                    password_hash VARCHAR(255),
                    PRIMARY KEY (id),
                    UNIQUE (email)
                )""", """
                CREATE TABLE hotel (
                    id INTEGER NOT NULL AUTO_INCREMENT,
                    name VARCHAR(100) NOT NULL,
                    location VARCHAR(100) NOT NULL,
                    description TEXT,
                    owner_id INTEGER,
                    PRIMARY KEY (id),
                    FOREIGN KEY(owner_id) REFERENCES user (id)
                )""", """
                CREATE TABLE room (
                    id INTEGER NOT NULL AUTO_INCREMENT,
                    hotel_id INTEGER NOT NULL,
                    room_number VARCHAR(10) NOT NULL,
                    room_type VARCHAR(50),
                    price FLOAT NOT NULL,
                    capacity INTEGER,
                    PRIMARY KEY (id),
                    FOREIGN KEY(hotel_id) REFERENCES hotel (id)
                )""", """
                CREATE TABLE booking (
                    id INTEGER NOT NULL AUTO_INCREMENT,
                    user_id INTEGER NOT NULL,
                    room_id INTEGER NOT NULL,
                    check_in DATE NOT NULL,
                    check_out DATE NOT NULL,
                    status VARCHAR(20),
                    created_at DATETIME,
                    PRIMARY KEY (id),
                    FOREIGN KEY(user_id) REFERENCES user (id),
                    FOREIGN KEY(room_id) REFERENCES room (id)
                )""");
        return new OldApplication(database);
    }

    /** The pieces of SQL in the paper, each as its statements. */
    static List<List<String>> pieces() throws IOException {
        return SQL.matcher(Files.readString(PAPER))
                .results()
                .map(piece -> List.of(piece.group(1).strip().split(";\\s*")))
                .toList();
    }

    /** Gives the tables other names, makes ours, and the views, as the paper says. */
    OldApplication makeWay() throws SQLException, IOException {
        run(pieces().get(0));
        JpaStorage.migrate(database.dataSource());
        run(pieces().get(1));
        return this;
    }

    void run(List<String> statements) throws SQLException {
        database.execute(statements.toArray(String[]::new));
    }

    /** The rows that a statement finds, each as its values with commas between. */
    List<String> rows(String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join(", ", values));
            }
            return rows;
        }
    }

    // The rows, once the tables have their other names

    OldApplication user(int id, String email, String name, @Nullable String hash) throws SQLException {
        return insert("old_user (id, email, username, password_hash)", id, email, name, hash);
    }

    OldApplication users(int number) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into old_user (id, email, username, password_hash) values (?, ?, 'Guest', ?)")) {
            for (int id = 1; id <= number; id++) {
                insert.setInt(1, id);
                insert.setString(2, "guest" + id + "@example.org");
                insert.setString(3, PBKDF2);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return this;
    }

    OldApplication hotel(int id, String name, @Nullable Integer owner) throws SQLException {
        return insert("old_hotel (id, name, location, description, owner_id)", id, name, "Lisboa", "Nice", owner);
    }

    OldApplication room(int id, int hotel, String number) throws SQLException {
        return insert(
                "old_room (id, hotel_id, room_number, room_type, price, capacity)",
                id,
                hotel,
                number,
                "double",
                79.9,
                2);
    }

    OldApplication booking(int id, int user, int room, String arrival, String departure) throws SQLException {
        return booking(id, user, room, arrival, departure, "confirmed");
    }

    OldApplication booking(int id, int user, int room, String arrival, String departure, @Nullable String status)
            throws SQLException {
        return insert(
                "old_booking (id, user_id, room_id, check_in, check_out, status)",
                id,
                user,
                room,
                arrival,
                departure,
                status);
    }

    /** Without looking at what foreign keys and the SQL mode have to say, as if it had been written by other ways. */
    private OldApplication insert(String table, @Nullable Object... values) throws SQLException {
        try (Connection connection = database.connection();
                Statement settings = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("insert into " + table + " values ("
                        + String.join(", ", Collections.nCopies(values.length, "?")) + ")")) {
            settings.execute("set session foreign_key_checks = 0, session sql_mode = ''");
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
        return this;
    }
}
