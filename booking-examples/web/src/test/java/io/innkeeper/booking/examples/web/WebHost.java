package io.innkeeper.booking.examples.web;

import io.innkeeper.booking.jpa.server.Server;
import io.innkeeper.booking.jpa.server.TestServer;
import java.net.URI;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as it runs, on ports of its own. Several of them may be on one database. */
public final class WebHost implements AutoCloseable {

    /** Of all who are {@linkplain #registered registered}. */
    public static final String PASSWORD = "four words that rhyme with nothing";

    private final ConfigurableApplicationContext context;

    private WebHost(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it on a database, which may be empty; arguments are as on the command line. */
    public static WebHost start(TestServer.Database database, String... arguments) {
        return start(database, Clock.systemUTC(), arguments);
    }

    /** On a server that is reached so. */
    static WebHost start(Server server, String... arguments) {
        return start(server, Clock.systemUTC(), context -> {}, arguments);
    }

    /** The same, which takes the time from a clock. */
    public static WebHost start(TestServer.Database database, Clock clock, String... arguments) {
        return start(database, clock, context -> {}, arguments);
    }

    /** The same, with something done to the application before it is put together. */
    public static WebHost start(
            TestServer.Database database,
            Clock clock,
            ApplicationContextInitializer<ConfigurableApplicationContext> more,
            String... arguments) {
        return start(new Server(database.url(), database.user(), database.password(), null), clock, more, arguments);
    }

    private static WebHost start(
            Server server,
            Clock clock,
            ApplicationContextInitializer<ConfigurableApplicationContext> more,
            String... arguments) {
        // Arguments win over the application's own properties, which defaults would not.
        String[] all = Stream.concat(Stream.of("--server.port=0", "--management.server.port=0"), Stream.of(arguments))
                .toArray(String[]::new);
        return new WebHost(new SpringApplicationBuilder(WebApplication.class)
                .initializers(
                        context -> {
                            context.getBeanFactory().registerSingleton("server", server);
                            context.getBeanFactory().registerSingleton("clock", clock);
                        },
                        more)
                .run(all));
    }

    /** Something that the application is made of. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Where its pages are. */
    public URI base() {
        return URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Where its metrics are. */
    public URI management() {
        return URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    /** Something that the application is made of, by its name. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** A browser of somebody whom nobody knows yet. */
    public Browser visitor() {
        return new Browser(base());
    }

    /** A browser of somebody of this name who has just registered, as {@code name@example.org}. */
    public Browser registered(String name) {
        Browser browser = visitor();
        browser.get("/register");
        browser.submit("form[action=/register]", "name", name, "email", name + "@example.org", "password", PASSWORD);
        if (browser.status() != 302) {
            throw new IllegalStateException("not registered: " + browser);
        }
        return browser;
    }

    /** Another browser of somebody who {@linkplain #registered registered} earlier. */
    public Browser loggedIn(String name) {
        Browser browser = visitor();
        browser.get("/login");
        browser.submit("form[action=/login]", "username", name + "@example.org", "password", PASSWORD);
        if (browser.status() != 302) {
            throw new IllegalStateException("not logged in: " + browser);
        }
        return browser;
    }

    /** Stops it, as an instance that is replaced by a new one. */
    @Override
    public void close() {
        context.close();
    }
}
