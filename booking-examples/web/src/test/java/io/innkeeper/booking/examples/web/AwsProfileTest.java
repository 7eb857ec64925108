package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.jpa.server.Server;
import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The settings and the accounts for Amazon, on a server that is not Amazon's: all but what needs one of theirs, which is its
 * certificate, signing in by IAM, and following the writer of a cluster.
 */
class AwsProfileTest {

    private static final String DRIVER = "--spring.datasource.hikari.data-source-properties.";
    private static final Path LIBRARY = Path.of("..", "..", "booking-jpa", "docs", "grants");
    private static final String PASSWORD = UUID.randomUUID().toString();

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String migrates = "migrates_" + suffix;
    private final String runs = "runs_" + suffix;
    private TestServer.Database database;

    @BeforeEach
    void makeAccounts() throws Exception {
        database = TestServer.newDatabase();
        database.execute(
                "create user " + migrates + "@'%' identified by '" + PASSWORD + "'",
                "create user " + runs + "@'%' identified by '" + PASSWORD + "'");
        execute(LIBRARY.resolve("migrates.sql"));
    }

    @AfterEach
    void dropAll() throws SQLException {
        database.execute("drop user " + migrates + "@'%'", "drop user " + runs + "@'%'");
        database.close();
    }

    private void execute(Path sql) throws IOException, SQLException {
        String statements = Files.readString(sql).replaceAll("(?m)^--.*$", "");
        for (String statement : List.of(statements.split(";"))) {
            if (!statement.isBlank()) {
                database.execute(statement
                        .replace(" innkeeper.", " " + database.name() + ".")
                        .replace("innkeeper_migrates@", migrates + "@")
                        .replace("innkeeper_runs@", runs + "@"));
            }
        }
    }

    private static String wrapped(String url) {
        return url.replace("jdbc:mysql:", "jdbc:aws-wrapper:mysql:");
    }

    private Server server(String account) {
        return new Server(wrapped(database.url()), account, PASSWORD, null);
    }

    private static String[] arguments(String... more) {
        return Stream.concat(
                        Stream.of(
                                "--spring.profiles.active=aws",
                                DRIVER + "wrapperPlugins=efm2",
                                DRIVER + "wrapperDialect=mysql",
                                DRIVER + "sslMode=PREFERRED"),
                        Arrays.stream(more))
                .toArray(String[]::new);
    }

    private void migrate() throws Exception {
        Migration.run(
                context -> context.getBeanFactory().registerSingleton("server", server(migrates)),
                arguments("--spring.flyway.enabled=true"));
        execute(LIBRARY.resolve("runs.sql"));
        execute(Path.of("aws", "grants.sql"));
    }

    @Test
    void nobodyMakesTablesButWhoMay() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> WebHost.start(server(migrates), arguments()))
                .havingRootCause()
                .withMessageContaining("table booking is missing");
    }

    @Test
    void aGuestBooksThroughTheWrapperAndSearchesAReplica() throws Exception {
        migrate();
        migrate(); // as before each version
        // As a replica does, it refuses what is written.
        String reader = wrapped(database.urlWith("sessionVariables", "transaction_read_only=1"));

        try (WebHost host = WebHost.start(server(runs), arguments("--innkeeper.reader.url=" + reader))) {
            assertThat(host.bean(HikariDataSource.class).getMaximumPoolSize()).isEqualTo(20);
            assertThat(host.bean(HikariDataSource.class).getDriverClassName()).isEqualTo("software.amazon.jdbc.Driver");
            Innkeeper innkeeper = host.bean(Innkeeper.class);
            assertThat(host.bean(Search.class).availability()).isNotSameAs(innkeeper.availability());
            Inn inn = Inn.at(host, 1);
            Browser ada = host.registered("ada");
            String found = "/search?" + Inn.query(Inn.STAY) + "&city="
                    + inn.hotel().details().city().replace(" ", "+");
            assertThat(ada.get(found).text()).contains("The Inn");

            inn.choose(ada);
            ada.submit("form[action$=/book]");

            assertThat(ada.status()).isEqualTo(302);
            String booking = ada.header("Location").orElseThrow();
            ada.get(booking);
            ada.submit("form[action$=/confirm]");
            assertThat(ada.status()).isEqualTo(302);
            assertThat(ada.get(found).text()).doesNotContain("The Inn");
            innkeeper.tidyUp(Duration.ofDays(7));
            assertThat(innkeeper.verifyInventory().findings()).isEmpty();
        }
    }
}
