package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import io.innkeeper.booking.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the schema is one that the stores can work on: every table and column is there, every table has
 * transactions, and the keys that keep promises are as they must be. The promise that no night is sold twice is kept by
 * nothing but the primary key of {@code room_night}, so without exactly that one nothing is opened.
 */
final class SchemaCheck {

    private static final String COLUMNS =
            "select table_name, column_name from information_schema.columns where table_schema = ?";

    private static final String ENGINES =
            "select table_name, engine from information_schema.tables where table_schema = ?";

    private static final String COLLATIONS =
            "select table_name, column_name, collation_name from information_schema.columns where table_schema = ?";

    private static final String UNIQUE_KEYS =
            "select table_name, index_name, column_name from information_schema.statistics"
                    + " where table_schema = ? and non_unique = 0 order by table_name, index_name, seq_in_index";

    private static final String INDEXES =
            "select table_name, index_name, column_name from information_schema.statistics"
                    + " where table_schema = ? order by table_name, index_name, seq_in_index";

    private static final String FOREIGN_KEYS = "select table_name, constraint_name, referenced_table_name, column_name"
            + " from information_schema.key_column_usage"
            + " where table_schema = ? and referenced_table_schema = table_schema"
            + " order by table_name, constraint_name, ordinal_position";

    private final Connection connection;
    private final String schema;
    private final List<String> faults = new ArrayList<>();

    private SchemaCheck(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * Throws if the schema is not what is needed.
     *
     * @throws StorageException that says all that is wrong and how to put it right
     */
    static void check(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            new SchemaCheck(connection, schemaOf(connection)).check();
        } catch (SQLException e) {
            throw Failures.of("look at the database's schema", e);
        }
    }

    /** The name of the database that a connection works in. */
    static String schemaOf(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select database()")) {
            String schema = rows.next() ? rows.getString(1) : null;
            if (schema == null) {
                throw new StorageException("The connection has no current database: name one in its URL", null);
            }
            return schema;
        }
    }

    private void check() throws SQLException {
        checkEncoding();
        checkColumns();
        if (faults.isEmpty()) { // of a table that is not there, no more need be said
            checkEngines();
            checkUniqueKeys();
            checkNamedKeys();
            checkForeignKeys();
            checkCollations();
        }
        if (!faults.isEmpty()) {
            throw new StorageException(
                    "The schema of database " + schema + " is not the one that is needed: " + String.join("; ", faults)
                            + ". Call JpaStorage.migrate(dataSource) once, or apply META-INF/innkeeper/schema/*.sql, which"
                            + " are in the jar, by your own migration tool",
                    null);
        }
    }

    private void checkColumns() throws SQLException {
        Map<String, Set<String>> found = rows(COLUMNS).stream()
                .collect(groupingBy(row -> row.get(0), mapping(row -> row.get(1), toCollection(TreeSet::new))));
        new TreeMap<>(NeededSchema.COLUMNS).forEach((table, needed) -> {
            Set<String> missing = new TreeSet<>(needed);
            missing.removeAll(found.getOrDefault(table, Set.of()));
            if (!found.containsKey(table)) {
                faults.add("table " + table + " is missing");
            } else if (!missing.isEmpty()) {
                faults.add("table " + table + " has no column " + String.join(", ", missing));
            }
        });
    }

    private void checkEngines() throws SQLException {
        for (List<String> row : rows(ENGINES)) {
            if (NeededSchema.COLUMNS.containsKey(row.get(0)) && !row.get(1).equals("innodb")) {
                faults.add("table " + row.get(0) + " is in engine " + row.get(1) + ", not in InnoDB");
            }
        }
    }

    private void checkUniqueKeys() throws SQLException {
        Map<String, String> keys = columnsByKey(rows(UNIQUE_KEYS), 2);
        String primary = keys.get("room_night primary");
        String needed = "room_night" + NeededSchema.NIGHTS;
        if (!needed.equals(primary)) {
            faults.add("the primary key of room_night, which alone keeps a night from being sold twice, must be "
                    + NeededSchema.NIGHTS + " and is "
                    + (primary == null ? "missing" : primary.substring("room_night".length())));
        }
        addMissing("unique key ", NeededSchema.UNIQUE_KEYS, Set.copyOf(keys.values()));
    }

    private void checkNamedKeys() throws SQLException {
        Map<String, String> keys = columnsByKey(rows(INDEXES), 2);
        new TreeMap<>(NeededSchema.NAMED_KEYS).forEach((name, columns) -> {
            if (!columns.equals(keys.get(name))) {
                faults.add("key " + name.substring(name.indexOf(' ') + 1) + " on " + columns + " is missing");
            }
        });
    }

    /** Under any other collation two texts that are different to the library are one to the database. */
    private void checkCollations() throws SQLException {
        for (List<String> row : rows(COLLATIONS)) {
            String column = row.get(0) + "." + row.get(1);
            if (NeededSchema.COMPARED_EXACTLY.contains(column) && !row.get(2).matches("utf8mb4(_0900)?_bin")) {
                faults.add("column " + column + " has the collation " + row.get(2) + " and must have utf8mb4_bin");
            }
        }
    }

    /**
     * A driver that is told to use a smaller character set sends a question mark for what is not in it; one that was not told
     * of the SQL mode sends two backslashes for one.
     */
    private void checkEncoding() throws SQLException {
        try (PreparedStatement echo = connection.prepareStatement("select hex(convert(? using utf8mb4))")) {
            echo.setString(1, "\u0436\ud83d\ude00\\");
            try (ResultSet row = echo.executeQuery()) {
                String arrived = row.next() ? row.getString(1) : null;
                if ("D0B6F09F98805C5C".equals(arrived)) {
                    throw new StorageException(
                            "The driver does not know that the connection's SQL mode has NO_BACKSLASH_ESCAPES: set it by"
                                    + " sessionVariables in the URL, not by a statement",
                            null);
                }
                if (!"D0B6F09F98805C".equals(arrived)) {
                    throw new StorageException(
                            "The connection cannot carry all of Unicode: take characterEncoding out of its URL", null);
                }
            }
        }
    }

    private void checkForeignKeys() throws SQLException {
        addMissing(
                "foreign key ",
                NeededSchema.FOREIGN_KEYS,
                Set.copyOf(columnsByKey(rows(FOREIGN_KEYS), 3).values()));
    }

    private void addMissing(String what, Set<String> needed, Set<String> found) {
        needed.stream()
                .filter(key -> !found.contains(key))
                .sorted()
                .forEach(key -> faults.add(what + key + " is missing"));
    }

    /** By table and name of the key: the table and its columns, for a foreign key with the table that it refers to. */
    private static Map<String, String> columnsByKey(List<List<String>> rows, int column) {
        Map<String, List<List<String>>> keys = rows.stream()
                .collect(groupingBy(
                        row -> row.get(0) + " " + row.get(1), LinkedHashMap::new, toCollection(ArrayList::new)));
        Map<String, String> described = new TreeMap<>();
        keys.forEach((name, parts) -> {
            String columns = parts.stream().map(row -> row.get(column)).collect(joining(", ", "(", ")"));
            String target = column == 3 ? " to " + parts.get(0).get(2) : "";
            described.put(name, parts.get(0).get(0) + columns + target);
        });
        return described;
    }

    /** In lower case, since servers differ in which names they keep as they were written. */
    private List<List<String>> rows(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(lowerCase(found.getString(i)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static String lowerCase(@Nullable String text) {
        return text == null ? "none" : text.toLowerCase(Locale.ROOT); // a view has no engine
    }
}
