package io.innkeeper.booking.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No secret is in anything that is logged at any level, in any exception, or in the text of anything that is handed out. */
@Timeout(180)
class SecretsTest {

    @Test
    void noSecretIsLoggedOrThrownOrShown() throws IOException, SQLException {
        try (TestServer.Database database = TestServer.newDatabase();
                Accounts accounts = new Accounts(database)) {
            List<String> lines = outputOf(database, accounts);
            List<String> said = lines.stream()
                    .filter(line -> !line.startsWith(Secretive.SECRET))
                    .toList();
            assertMuchWasSaid(said);

            List<String> secrets = new ArrayList<>(List.of(
                    accounts.password(),
                    Secretive.PASSWORD,
                    Secretive.NEW_PASSWORD,
                    Secretive.WRONG_PASSWORD,
                    Secretive.WEAK_PASSWORD,
                    Secretive.WRONG_TOKEN,
                    Secretive.WRONG_DATABASE_PASSWORD));
            lines.stream()
                    .filter(line -> line.startsWith(Secretive.SECRET))
                    .map(line -> line.substring(Secretive.SECRET.length()))
                    .forEach(secrets::add);
            secrets.addAll(stored(database));
            assertThat(secrets).hasSize(7 + 1 + 3);
            for (String secret : secrets) {
                assertThat(said.stream()
                                .filter(line ->
                                        line.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT))))
                        .as("lines with a secret")
                        .isEmpty();
            }
        }
    }

    /** Otherwise the test would be content with silence. */
    private static void assertMuchWasSaid(List<String> said) {
        assertThat(said.stream().filter(line -> line.startsWith(Secretive.STEP)))
                .hasSize(5 + 4 + 9 + 15);
        assertThat(said)
                .anyMatch(line -> line.contains(" DEBUG io.innkeeper.booking."))
                .anyMatch(line -> line.contains(" DEBUG com.zaxxer.hikari."))
                .anyMatch(line -> line.contains(" INFO org.flywaydb."))
                .anyMatch(line -> line.contains("Access denied for user"))
                .anyMatch(line -> line.contains("Caused by: "))
                .anyMatch(line -> line.contains("Throttled["))
                .anyMatch(line -> line.startsWith("Registration[") && line.contains(Secretive.EMAIL));
    }

    /** The hash, and what ends sessions. */
    private static List<String> stored(TestServer.Database database) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select c.password_hash, hex(u.stamp), insert(insert(insert(insert("
                                + "hex(u.stamp), 9, 0, '-'), 14, 0, '-'), 19, 0, '-'), 24, 0, '-')"
                                + " from user u join user_credential c on c.user_id = u.id")) {
            row.next();
            return List.of(row.getString(1), row.getString(2), row.getString(3));
        }
    }

    private static List<String> outputOf(TestServer.Database database, Accounts accounts) throws IOException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug",
                        "-Dorg.slf4j.simpleLogger.log.io.innkeeper=trace",
                        "-Dorg.slf4j.simpleLogger.logFile=System.out",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Secretive.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var input = program.outputWriter(UTF_8)) {
            for (String line : List.of(database.url(), accounts.migrates(), accounts.runs(), accounts.password())) {
                input.write(line + "\n");
            }
        }
        List<String> lines = program.inputReader(UTF_8).lines().toList();
        assertThat(program.onExit().join().exitValue())
                .as(String.join("\n", lines))
                .isZero();
        return lines;
    }
}
