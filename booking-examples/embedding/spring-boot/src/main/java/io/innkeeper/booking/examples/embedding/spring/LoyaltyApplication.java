package io.innkeeper.booking.examples.embedding.spring;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.examples.embedding.Loyalty;
import io.innkeeper.booking.examples.embedding.Story;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.Server;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** A Spring Boot application with a table of its own, and Innkeeper's beside it. */
@SpringBootApplication
@EnableResilientMethods
class LoyaltyApplication {

    public static void main(String[] args) throws Exception {
        try (Server server = Server.namedOrEmbedded();
                ConfigurableApplicationContext host =
                        start(server.url(), server.user(), server.password(), Story::toldOf)) {
            Story.tell(host.getBean(Loyalty.class));
        }
    }

    /** Starts it on a server that is known only now; another application has these settings in its files. */
    static ConfigurableApplicationContext start(String url, String user, String password, BookingListener listener) {
        return new SpringApplicationBuilder(LoyaltyApplication.class)
                .properties(Map.of(
                        "spring.datasource.url", url,
                        "spring.datasource.username", user,
                        "spring.datasource.password", password))
                .initializers(context -> context.getBeanFactory().registerSingleton("bookingListener", listener))
                .run();
    }

    /** Closed with the Innkeeper that is on it. */
    @Bean(destroyMethod = "")
    JpaStorage innkeeperStorage(DataSource dataSource) {
        JpaStorage.migrate(dataSource);
        return JpaStorage.open(dataSource);
    }

    @Bean
    Innkeeper innkeeper(JpaStorage storage, BookingListener listener) {
        return Innkeeper.builder().storage(storage).listener(listener).build();
    }
}
