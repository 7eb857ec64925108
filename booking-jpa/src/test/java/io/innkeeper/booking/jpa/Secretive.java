package io.innkeeper.booking.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Authentication;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.ResetToken;
import io.innkeeper.booking.account.User;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;

/**
 * A program with much to hide, in a JVM of its own so that everything is logged: does what goes right and what goes wrong with
 * passwords of the database and of a user, and prints whatever the library hands out. {@link SecretsTest} reads it.
 */
final class Secretive {

    /** What the program says of itself begins so. */
    static final String STEP = "=== ";

    /** What must be in nothing that it says but the lines that begin so. */
    static final String SECRET = "SECRET ";

    static final String EMAIL = "ada.of.the.secrets@example.org";
    static final String PASSWORD = "Zwölf Boxkämpfer jagen Viktor";
    static final String NEW_PASSWORD = "quer über den großen Sylter Deich";
    static final String WRONG_PASSWORD = "the five boxing wizards jump";
    static final String WEAK_PASSWORD = "Sphinx1!";
    static final String WRONG_TOKEN = "Jackdaws-love-my-big-sphinx-of-quartz-31415";
    static final String WRONG_DATABASE_PASSWORD = "waltz-bad-nymph-for-quick-jigs-vex";

    private Secretive() {}

    /** Takes the URL of a database, who migrates, who runs, and the password of both, a line each. */
    public static void main(String[] args) throws Exception {
        Scanner input = new Scanner(System.in, UTF_8);
        String url = input.nextLine();
        String migrates = input.nextLine();
        String runs = input.nextLine();
        String password = input.nextLine();

        step("migrate", () -> {
            JpaStorage.migrate(url, migrates, password);
            return "migrated";
        });
        step("connect", () -> {
            try (JpaStorage storage = JpaStorage.connect(url, runs, password)) {
                return storage;
            }
        });
        String andPassword = (url.contains("?") ? "&" : "?") + "password=";
        step(
                "connect with the password in the URL",
                () -> live(JpaStorage.connect(url + andPassword + password, runs, password)));
        step("open a pool with the password in its URL", () -> {
            try (HikariDataSource pool = new HikariDataSource()) {
                pool.setJdbcUrl(url + andPassword + password);
                pool.setUsername(runs);
                pool.setPassword(password);
                JpaStorage.migrate(url + andPassword + password, migrates, password);
                try (JpaStorage storage = JpaStorage.open(pool)) {
                    return storage;
                }
            }
        });
        for (String wrong : List.of(url, url + andPassword + WRONG_DATABASE_PASSWORD)) {
            step("connect with a wrong password", () -> JpaStorage.connect(wrong, runs, WRONG_DATABASE_PASSWORD));
            step("migrate with a wrong password", () -> {
                JpaStorage.migrate(wrong, runs, WRONG_DATABASE_PASSWORD);
                return "?";
            });
        }
        step("migrate without being allowed to", () -> {
            JpaStorage.migrate(url + andPassword + password, runs, password);
            return "already done";
        });
        String database = url.replaceFirst("\\?.*", "");
        String server = database.substring(0, database.lastIndexOf('/') + 1);
        for (String broken : List.of(
                "jdbc:mysq://127.0.0.1/innkeeper?password=" + password,
                "jdbc:mysql:/" + password,
                "jdbc:mysql://" + runs + ":" + password + "@127.0.0.1:what/innkeeper",
                "jdbc:mysql://" + runs + ":" + password + "@[127.0.0.1/innkeeper",
                "jdbc:mysql://(host=127.0.0.1,password=" + password + ",port=what)/innkeeper",
                database + "?connectTimeout=soon&password=" + password,
                database + "?password=" + password + "&sslMode=PERHAPS",
                server + "no_such_database?password=" + password,
                "jdbc:mysql://127.0.0.1:" + unusedPort() + "/innkeeper?password=" + password)) {
            step("connect to " + broken.replace(password, "..."), () -> JpaStorage.connect(broken, runs, password));
        }
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String live(JpaStorage storage) {
        try (Innkeeper innkeeper = Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build()) {
            Registration ada = new Registration(EMAIL, "Ada", PASSWORD);
            step("a registration", () -> ada);
            User user = innkeeper.accounts().register(ada);
            step("a user", () -> user);
            step("register again", () -> innkeeper.accounts().register(ada));
            step(
                    "register with a weak password",
                    () -> innkeeper.accounts().register(new Registration("b@example.org", "B", WEAK_PASSWORD)));
            step(
                    "register with nonsense",
                    () -> innkeeper.accounts().register(new Registration("?", "", WEAK_PASSWORD)));
            step("log in", () -> innkeeper.accounts().logIn(EMAIL, PASSWORD));
            step(
                    "change the password wrongly",
                    () -> innkeeper.accounts().changePassword(user.id(), WRONG_PASSWORD, NEW_PASSWORD));
            step(
                    "change it to a weak one",
                    () -> innkeeper.accounts().changePassword(user.id(), PASSWORD, WEAK_PASSWORD));
            step("change it", () -> innkeeper.accounts().changePassword(user.id(), PASSWORD, NEW_PASSWORD));
            ResetToken token = innkeeper.accounts().requestPasswordReset(EMAIL).orElseThrow();
            System.out.println(SECRET + token.secret());
            step("a token", () -> token);
            step("a wrong token", () -> innkeeper.accounts().resetPassword(WRONG_TOKEN, NEW_PASSWORD));
            step("a weak password by a token", () -> innkeeper.accounts().resetPassword(token.secret(), WEAK_PASSWORD));
            step("a password by a token", () -> innkeeper.accounts().resetPassword(token.secret(), PASSWORD));
            Authentication last = innkeeper.accounts().logIn(EMAIL, WRONG_PASSWORD);
            for (int i = 0; i < 20 && !(last instanceof Authentication.Throttled); i++) {
                last = innkeeper.accounts().logIn(EMAIL, WRONG_PASSWORD);
            }
            String throttled = last.toString();
            step("log in wrongly, until it is throttled", () -> throttled);
            step(
                    "who has the password is found",
                    () -> innkeeper.accounts().find(user.id()).orElseThrow());
            return "lived";
        }
    }

    /** Prints what comes of it, with all that is behind an exception. */
    private static void step(String name, Callable<Object> task) {
        System.out.println(STEP + name);
        try {
            System.out.println(task.call());
        } catch (Exception e) {
            e.printStackTrace(System.out);
        }
    }
}
