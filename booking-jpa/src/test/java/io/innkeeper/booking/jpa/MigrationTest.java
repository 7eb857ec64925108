package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.jpa.server.TestServer;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationTest {

    private TestServer.Database database;

    @BeforeEach
    void createDatabase() {
        database = TestServer.newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void makesTheTablesNextToThoseOfAHostThatMigratesByFlywayItself() throws SQLException {
        database.execute(
                "create table orders (id int primary key)",
                "insert into orders values (7)",
                "create table flyway_schema_history (installed_rank int primary key, version varchar(50))",
                "insert into flyway_schema_history values (1, '12')");

        JpaStorage.migrate(database.dataSource());

        JpaStorage.open(database.dataSource()).close();
        assertThat(strings("select id from orders")).containsExactly("7");
        assertThat(strings("select version from flyway_schema_history")).containsExactly("12");
        assertThat(strings("select version from innkeeper_schema_history order by installed_rank"))
                .containsExactly("0", "1");
    }

    @Test
    void doesNothingTheSecondTime() throws SQLException {
        JpaStorage.migrate(database.dataSource());
        List<String> history = strings("select installed_on from innkeeper_schema_history");

        JpaStorage.migrate(database.dataSource());
        JpaStorage.migrate(database.url(), database.user(), database.password());

        assertThat(strings("select installed_on from innkeeper_schema_history")).isEqualTo(history);
    }

    @Test
    void isDoneOnceWhenSeveralBeginAtTheSameTimeInAnEmptySchema() throws Exception {
        migrateAtOnce(6);

        JpaStorage.open(database.dataSource()).close();
        assertThat(strings("select version from innkeeper_schema_history")).containsExactly("1");
    }

    @Test
    void isDoneOnceWhenSeveralBeginAtTheSameTimeNextToAHostsTables() throws Exception {
        database.execute("create table orders (id int primary key)");

        migrateAtOnce(6);

        JpaStorage.open(database.dataSource()).close();
        assertThat(strings("select version from innkeeper_schema_history order by installed_rank"))
                .containsExactly("0", "1");
    }

    private void migrateAtOnce(int callers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(() -> {
                    start.await();
                    JpaStorage.migrate(database.dataSource());
                    return null;
                });
            }
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void worksWhereConnectionsDoNotCommitByThemselvesAndSeeNobodyElsesChanges() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            pool.setAutoCommit(false);
            pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");

            JpaStorage.migrate(pool);
        }

        JpaStorage.open(database.dataSource()).close();
    }

    @Test
    void withoutFlywaySaysWhatToAdd() throws Exception {
        List<URL> withoutFlyway = new ArrayList<>();
        StringTokenizer classPath = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
        while (classPath.hasMoreTokens()) {
            String entry = classPath.nextToken();
            if (!entry.contains("flyway")) {
                withoutFlyway.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(withoutFlyway.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> storage = loader.loadClass(JpaStorage.class.getName());

            assertThatThrownBy(
                            () -> storage.getMethod("migrate", DataSource.class).invoke(null, database.dataSource()))
                    .cause()
                    .hasMessageContainingAll("Flyway", "org.flywaydb:flyway-mysql", "META-INF/innkeeper/schema/*.sql");
        }
    }

    private List<String> strings(String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
