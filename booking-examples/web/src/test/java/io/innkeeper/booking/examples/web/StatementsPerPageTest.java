package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.server.TestServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** How often a page asks the database, however many hotels there are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsPerPageTest {

    private static final String FEW = "Fewtown";
    private static final String MANY = "Manytown";

    private final Counter counter = new Counter();
    private TestServer.Database database;
    private WebHost host;

    /** Notes what is sent to the database by the connections of a data source. */
    private static final class Counter implements BeanPostProcessor {

        private final List<String> sent = new CopyOnWriteArrayList<>();

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource ? watched(DataSource.class, bean, "") : bean;
        }

        private Object watched(Class<?> type, Object target, String sql) {
            return Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        String text = arguments != null && arguments.length > 0 && arguments[0] instanceof String first
                                ? first
                                : sql;
                        if (method.getName().startsWith("execute")) {
                            sent.add(text);
                        }
                        try {
                            Object result = method.invoke(target, arguments);
                            return result instanceof Connection
                                    ? watched(Connection.class, result, "")
                                    : result instanceof PreparedStatement
                                            ? watched(PreparedStatement.class, result, text)
                                            : result instanceof Statement && target instanceof Connection
                                                    ? watched(Statement.class, result, "")
                                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(
                database,
                Clock.systemUTC(),
                context -> context.getBeanFactory().addBeanPostProcessor(counter),
                "--spring.session.jdbc.cleanup-cron=-");
        addHotels(FEW, 24);
        addHotels(MANY, 200);
        host.visitor().get("/"); // which looks for cities once in a while
    }

    @AfterAll
    void stop() {
        host.close();
        database.close();
    }

    private void addHotels(String city, int count) {
        Innkeeper innkeeper = host.bean(Innkeeper.class);
        for (int i = 1; i <= count; i++) {
            Hotel hotel = innkeeper
                    .hotels()
                    .add(HotelDetails.of("House " + i, city, ZoneOffset.UTC, Currency.getInstance("EUR")));
            innkeeper
                    .hotels()
                    .addRooms(
                            hotel.id(),
                            IntStream.rangeClosed(1, 5)
                                    .mapToObj(number -> new RoomDetails(
                                            String.valueOf(number), "double", 2, Money.of("120", "EUR")))
                                    .toList());
        }
    }

    private List<String> statementsOf(Browser browser, String path) {
        counter.sent.clear();
        browser.get(path);
        assertThat(browser.status()).as("%s", browser).isEqualTo(200);
        return List.copyOf(counter.sent);
    }

    private List<String> statementsOfSearch(String city, String more) {
        return statementsOf(host.visitor(), "/search?city=" + city + "&" + Inn.query(Inn.STAY) + more);
    }

    @Test
    void aSearchTakesAsManyStatementsInACityOfManyHotelsAsInOneOfFew() {
        assertThat(statementsOfSearch(FEW, ""))
                .as("hotels with free rooms, their terms")
                .hasSize(2);
        assertThat(statementsOfSearch(MANY, "")).hasSize(2);
    }

    @Test
    void aHighestPriceThatMostHotelsMeetTakesNoMore() {
        assertThat(statementsOfSearch(FEW, "&price=240")).hasSize(2);
        assertThat(statementsOfSearch(MANY, "&price=240")).hasSize(2);
    }

    @Test
    void aHighestPriceThatNoHotelMeetsTakesFiveLooksAtMost() {
        assertThat(statementsOfSearch(FEW, "&price=239.99")).as("both pages").hasSize(4);
        assertThat(statementsOfSearch(MANY, "&price=239.99"))
                .as("five pages of ten")
                .hasSize(10);
    }

    @Test
    void aHotelAndItsMonthTakeAsManyStatementsHoweverManyRoomsAndNightsThereAre() {
        Inn small = Inn.at(host, 1);
        Inn large = Inn.at(host, 150);

        List<String> ofSmall =
                statementsOf(host.visitor(), "/hotels/" + small.hotel().id() + "?" + Inn.query(Inn.STAY));
        List<String> ofLarge =
                statementsOf(host.visitor(), "/hotels/" + large.hotel().id() + "?" + Inn.query(Inn.STAY));

        assertThat(ofLarge).as("%s", ofSmall).hasSameSizeAs(ofSmall).hasSize(9);
    }
}
