package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.BookingId;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no browser sends: paths with tricks, too much of everything, methods and types that are not there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireAttackTest {

    private static final String LONG = "a".repeat(64 * 1024);

    private TestServer.Database database;
    private WebHost host;
    private Inn inn;
    private BookingId booking;
    private String name;
    private String session;
    private String token;

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database);
        inn = Inn.at(host, 2);
        name = "ada" + UUID.randomUUID();
        Browser ada = host.registered(name);
        booking = Inn.idOf(inn.book(ada));
        token = ada.get("/account").token();
        session = "Cookie: SESSION=" + ada.cookie("SESSION").orElseThrow();
    }

    @AfterAll
    void stop() {
        host.close();
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/../account",
                "/../../../../etc/passwd",
                "/%2e%2e/account",
                "/%2e%2e%2f%2e%2e%2fetc/passwd",
                "/%252e%252e/account",
                "/..%5c..%5caccount",
                "/\\..\\account",
                "//account",
                "//owner",
                "/./account",
                "/account/",
                "/account/.",
                "/account;x=y",
                "/owner;x=y",
                "/;/account",
                "/search;/../account",
                "/bookings/..;/owner",
                "/bookings/..;/account",
                "/hotels/..;/account",
                "/hotels/..%2faccount",
                "/hotels/%2e%2e/account",
                "/%00",
                "/account%00",
                "/account%00.css",
                "/account%0a",
                "/account%0d%0aSet-Cookie:%20x=y",
                "/app.css/../owner",
                "/app.css/../account",
                "/app.css/..;/account",
                "/app.css%2f..%2faccount",
                "/app.css;/account",
                "/pictures/../account",
                "/pictures/..%2f..%2faccount",
                "/account.css",
                "/account.json",
                "/ACCOUNT",
                "/%61ccount",
                "/account%20",
                "/account?%00",
                "/account#x",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/application.properties",
                "/BOOT-INF/classes/application.properties",
                "/classpath:application.properties",
                "/static/app.css",
                "/templates/layout.html",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/..;/account",
                "/livez/../account",
                "/livez/..;/account",
                "/%c0%ae%c0%ae/account",
                "/%uff0e%uff0e/account",
                "/%zz",
                "/%",
                "*",
                "account",
                "http://evil.example/account",
                "http://localhost/account",
                "file:///etc/passwd"
            })
    void aTrickOfAPathShowsNothingThatIsNotPublic(String path) throws IOException {
        Wire.Answer answer = Wire.get(host.base(), path, "Accept: text/html");

        assertThat(answer.status()).isIn(400, 404, 302);
        assertNothingIsShown(answer, path);
    }

    /** To whoever is logged in as well: there is nothing but pages. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/%2e%2e%2f%2e%2e%2fetc/passwd",
                "/pictures/../../application.properties",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/application.properties",
                "/application-https.properties",
                "/BOOT-INF/classes/application.properties",
                "/db/migration/V1__the_application.sql",
                "/templates/layout.html",
                "/static/app.css",
                "/hotels.csv",
                "/actuator/env",
                "/actuator/health",
                "/h2-console",
                "/.git/config",
                "/.env"
            })
    void whoIsLoggedInFindsNoFilesEither(String path) throws IOException {
        Wire.Answer answer = Wire.get(host.base(), path, session);

        assertThat(answer.status()).isIn(400, 404);
        assertNothingIsShown(answer, path);
    }

    private void assertNothingIsShown(Wire.Answer answer, String what) {
        answer.header("Location").ifPresent(to -> assertThat(to).as(what).matches("(http://localhost:\\d+)?/login"));
        assertThat(answer.body())
                .as(what)
                .doesNotContain("My account", name + "@example.org", "spring.", "Manifest-Version", "root:");
        assertThat(answer.header("Set-Cookie").orElse("")).as(what).doesNotContain("x=y");
        Secrets.assertNoneIn(answer.body(), what);
    }

    @Test
    void aFormOfAMegabyteIsRefused() throws IOException {
        for (String target : List.of("/login", "/register", "/bookings/" + booking + "/cancel")) {
            Wire.Answer answer = Wire.post(host.base(), target, "_csrf=" + token + "&key=" + LONG.repeat(16), session);
            assertThat(answer.status()).as(target).isIn(400, 413);
            Secrets.assertNoneIn(answer.body(), target);
        }
        assertThatAllIsAsItWas();
    }

    @Test
    void aFormOfTenThousandFieldsIsRefused() throws IOException {
        String fields = IntStream.range(0, 10_000).mapToObj(i -> "f" + i + "=").collect(Collectors.joining("&"));

        Wire.Answer form = Wire.post(host.base(), "/login", fields.substring(0, 60_000) + "&_csrf=" + token, session);
        Wire.Answer query = Wire.get(host.base(), "/search?" + fields.substring(0, 7000));

        assertThat(form.status()).isIn(400, 413);
        Secrets.assertNoneIn(form.body(), "a form");
        assertThat(query.status()).isIn(400, 414);
        Secrets.assertNoneIn(query.body(), "a query");
        assertThatAllIsAsItWas();
    }

    @Test
    void aFormThatIsSentInPiecesWithoutItsLengthIsRefusedAsWell() throws IOException {
        String body = "10000\r\n" + LONG + "\r\n10000\r\n" + LONG + "\r\n0\r\n\r\n";

        Wire.Answer answer = Wire.send(
                host.base(),
                "POST /login HTTP/1.1",
                body,
                "Content-Type: application/x-www-form-urlencoded",
                "Transfer-Encoding: chunked",
                session);

        assertThat(answer.status()).isIn(400, 403, 413);
        Secrets.assertNoneIn(answer.body(), "chunks");
    }

    @Test
    void headersAndAddressesThatAreTooLongAreRefused() throws IOException {
        for (Wire.Answer answer : List.of(
                Wire.get(host.base(), "/", "X-Long: " + LONG),
                Wire.get(host.base(), "/", "Cookie: SESSION=" + LONG),
                Wire.get(host.base(), "/search?city=" + LONG),
                Wire.get(host.base(), "/" + LONG),
                Wire.get(
                        host.base(),
                        "/",
                        IntStream.range(0, 1000).mapToObj(i -> "X-" + i + ": x").toArray(String[]::new)))) {
            assertThat(answer.status()).isIn(400, 414, 431);
            Secrets.assertNoneIn(answer.body(), "too much");
        }
    }

    @Test
    void nothingIsUploaded() throws IOException {
        String body = "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"key\"; filename=\"../../x.jsp\"\r\n\r\nx\r\n--x--\r\n";
        for (String target : List.of("/login", "/register", "/bookings/" + booking + "/cancel")) {
            Wire.Answer answer = Wire.send(
                    host.base(),
                    "POST " + target + " HTTP/1.1",
                    body,
                    "Content-Type: multipart/form-data; boundary=x",
                    "Content-Length: " + body.length(),
                    session);
            assertThat(answer.status()).as(target).isIn(400, 403, 415);
            Secrets.assertNoneIn(answer.body(), target);
        }
        assertThatAllIsAsItWas();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "text/xml",
                "application/x-java-serialized-object",
                "application/x-www-form-urlencoded; charset=utf-16",
                "application/x-www-form-urlencoded; charset=no-such-one",
                "nonsense",
                "/",
                "multipart/form-data"
            })
    void aBodyOfAnotherTypeIsNoForm(String type) throws IOException {
        String body = "{\"a\":".repeat(1000) + "_csrf=" + token;
        for (String target : List.of("/login", "/bookings/" + booking + "/cancel")) {
            Wire.Answer answer = Wire.send(
                    host.base(),
                    "POST " + target + " HTTP/1.1",
                    body,
                    "Content-Type: " + type,
                    "Content-Length: " + body.length(),
                    session);
            assertThat(answer.status()).as(target).isIn(400, 403, 415);
            Secrets.assertNoneIn(answer.body(), target);
        }
        assertThatAllIsAsItWas();
    }

    /** A token in a header lets a request as far as to the application. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PUT, /bookings",
        "DELETE, /bookings",
        "PATCH, /account",
        "PUT, /search",
        "DELETE, /hotels/x",
        "POST, /search",
        "POST, /bookings",
        "POST, /",
        "POST, /app.css",
        "PUT, /app.css",
        "DELETE, /app.css",
        "TRACE, /",
        "TRACE, /account",
        "CONNECT, /",
        "PROPFIND, /",
        "FOO, /account",
        "get, /account"
    })
    void aMethodThatIsNotThereIsRefused(String method, String path) throws IOException {
        for (String[] headers : new String[][] {
            {session},
            {session, "X-CSRF-TOKEN: " + token, "Content-Length: 0"},
            {session, "X-HTTP-Method-Override: GET"}
        }) {
            Wire.Answer answer = Wire.send(host.base(), method + " " + path + " HTTP/1.1", "", headers);
            assertThat(answer.status()).isIn(400, 403, 404, 405, 501);
            assertThat(answer.body()).doesNotContain(session, name + "@example.org");
            Secrets.assertNoneIn(answer.body(), method);
        }
    }

    @Test
    void whatABrowserAsksForBesidePagesIsAnswered() throws IOException {
        for (String path : List.of("/", "/hotels/" + inn.hotel().id(), "/readyz", "/app.css")) {
            Wire.Answer head = Wire.send(host.base(), "HEAD " + path + " HTTP/1.1", "");
            assertThat(head.status()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
        }
        assertThat(Wire.send(host.base(), "OPTIONS / HTTP/1.1", "", session).status())
                .isIn(200, 204);
        Wire.Answer preflight = Wire.send(
                host.base(),
                "OPTIONS /bookings HTTP/1.1",
                "",
                "Origin: http://evil.example",
                "Access-Control-Request-Method: POST");
        assertThat(preflight.headers()).noneMatch(header -> header.startsWith("Access-Control-Allow"));
    }

    @Test
    void noRequestIsHiddenInAnother() throws IOException {
        String hidden = "GET /account HTTP/1.1\r\nHost: x\r\n" + session + "\r\n\r\n";
        for (String[] headers : new String[][] {
            {"Content-Length: 0", "Transfer-Encoding: chunked"},
            {"Content-Length: 1", "Content-Length: " + hidden.length()},
            {"Transfer-Encoding: chunked, identity"},
            {"Transfer-Encoding: \u000bchunked"},
            {"Content-Length: -1"},
            {"Content-Length: 99999999999999999999"},
            {"X: y\r\n folded: z"},
            {"Host: localhost", "Host: evil.example"},
            {"Host: evil.example:x"},
            {"Host: a b"}
        }) {
            Wire.Answer answer = Wire.send(host.base(), "POST /login HTTP/1.1", "0\r\n\r\n" + hidden, headers);
            assertThat(answer.status()).as(String.join(", ", headers)).isIn(400, 403, 501);
            assertThat(answer.body()).doesNotContain(name + "@example.org");
            Secrets.assertNoneIn(answer.body(), String.join(", ", headers));
        }
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        for (String line : List.of("GET / HTTP/9.9", "\u0016\u0003\u0001", "GET /\u0000 HTTP/1.1")) {
            Wire.Answer answer = Wire.send(host.base(), line, "");
            assertThat(answer.status()).as(line).isIn(400, 505);
            Secrets.assertNoneIn(answer.body(), line);
        }
    }

    private void assertThatAllIsAsItWas() throws IOException {
        assertThat(Wire.get(host.base(), "/account", session).body()).contains(name + "@example.org");
        assertThat(Wire.get(host.base(), "/bookings/" + booking, session).body())
                .contains("confirmed");
    }
}
