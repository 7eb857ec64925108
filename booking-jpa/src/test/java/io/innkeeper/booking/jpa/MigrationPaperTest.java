package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Authentication.Authenticated;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the SQL of docs/migration.md as it is printed, on tables as it says that they are. */
class MigrationPaperTest {

    private static final int RENAME = 0;
    private static final int VIEWS = 1;
    private static final int PAIRS = 2;
    private static final int CANCEL = 3;
    private static final int NOT_HASHED_YET = 4;
    private static final int NOT_MOVED = 5;
    private static final int DROP = 6;

    private final PasswordHasher hasher = PasswordHasher.argon2id(8, 1, 1).orElse(PasswordHasher.werkzeug());

    private TestServer.Database database;
    private OldApplication old;
    private List<List<String>> paper;

    @BeforeEach
    void createDatabase() throws SQLException, IOException {
        database = TestServer.newDatabase();
        old = OldApplication.in(database);
        paper = OldApplication.pieces();
        database.execute(
                "insert into user values (1, 'Ada', 'Ada@Example.org', '" + OldApplication.SCRYPT
                        + "'), (2, 'Ben \ud83c\udfe8', 'ben@example.org', '" + OldApplication.PBKDF2 + "')",
                "insert into hotel values (1, 'Casa do Rio', 'Lisboa', null, 1)",
                "insert into room values (1, 1, '101', 'double', 79.9, 2), (2, 1, '102', null, 120, null)",
                "insert into booking values (1, 1, 1, '2024-05-01', '2024-05-04', 'confirmed', now()),"
                        + " (2, 2, 1, '2024-05-02', '2024-05-05', null, null),"
                        + " (3, 2, 1, '2024-05-01', '2024-05-04', 'cancelled', now()),"
                        + " (4, 2, 2, '2024-05-02', '2024-05-05', 'confirmed', now())");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void everyStepDoesWhatThePaperSays() throws Exception {
        assertThat(paper).hasSize(DROP + 1);
        old.run(paper.get(RENAME));
        JpaStorage.migrate(database.dataSource());
        old.run(paper.get(VIEWS));

        assertThat(old.rows(paper.get(PAIRS).get(0)))
                .containsExactly("1, 2, 2024-05-02, 2024-05-05, 1, 2024-05-01, 2024-05-04");
        assertThat(Files.readString(OldApplication.PAPER)).contains("```\n" + dryRun() + "\n```");

        LegacyImport legacy = LegacyImport.from(database.dataSource(), hasher);
        LegacyReport report = legacy.run(problem -> {});
        assertThat(report.bookings()).isEqualTo(new LegacyReport.Count(4, 0, 3, 1));
        assertThat(old.rows(paper.get(NOT_MOVED).get(0))).containsExactly("2");
        assertThat(old.rows(paper.get(NOT_HASHED_YET).get(0))).containsExactly("2");
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            Innkeeper innkeeper =
                    Innkeeper.builder().storage(storage).passwordHasher(hasher).build();
            assertThat(innkeeper.verifyInventory().isClean()).isTrue();
            assertThat(innkeeper.accounts().logIn("ada@example.org", "correct horse battery staple"))
                    .isInstanceOf(Authenticated.class);
            assertThat(innkeeper.accounts().logIn("ben@example.org", "hunter2")).isInstanceOf(Authenticated.class);
        }
        assertThat(old.rows(paper.get(NOT_HASHED_YET).get(0))).containsExactly("0");

        old.run(paper.get(DROP));
        JpaStorage.open(database.dataSource()).close();
    }

    @Test
    void cancellingTheOlderOneInTheOldTablesLetsTheOtherBeMoved() throws Exception {
        old.makeWay();
        old.run(paper.get(CANCEL));

        assertThat(old.rows(paper.get(PAIRS).get(0))).isEmpty();
        LegacyReport report = LegacyImport.from(database.dataSource(), hasher).run(problem -> {
            throw new AssertionError(problem);
        });
        assertThat(report.isComplete()).isTrue();
        assertThat(old.rows(paper.get(NOT_MOVED).get(0))).isEmpty();
    }

    /** "If the old application should go on while you look." */
    @Test
    void theTablesMayAlsoStayInAnotherDatabase() throws Exception {
        try (TestServer.Database ours = TestServer.newDatabase()) {
            JpaStorage.migrate(ours.dataSource());
            for (String view : paper.get(VIEWS)) {
                ours.execute(view.replace("FROM old_", "FROM " + database.name() + "."));
            }

            LegacyReport report = LegacyImport.from(ours.dataSource(), hasher).run(problem -> {});

            assertThat(report.bookings()).isEqualTo(new LegacyReport.Count(4, 0, 3, 1));
        }
    }

    private String dryRun() {
        StringBuilder told = new StringBuilder();
        LegacyReport report = LegacyImport.from(database.dataSource(), hasher)
                .dryRun(problem -> told.append(problem).append('\n'));
        return (told + report.toString()).lines().collect(Collectors.joining("\n"));
    }
}
