package io.innkeeper.booking.examples.web.load;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelQuery;
import io.innkeeper.booking.jpa.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.stereotype.Component;

/** Once the application is up: hotels from the list that HOTELS names, or a few invented ones if there are none yet. */
@Component
class FirstHotels implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstHotels.class);

    private static final String OWNER = "owner@example.org";
    private static final String PASSWORD = "the house is always open";

    private final Innkeeper innkeeper;
    private final HotelList list;
    private final Server server;
    private final String file;
    private final boolean invented;
    private final WebServerApplicationContext context;

    FirstHotels(
            Innkeeper innkeeper,
            HotelList list,
            Server server,
            @Value("${HOTELS:}") String file,
            @Value("${innkeeper.invented-hotels:true}") boolean invented,
            WebServerApplicationContext context) {
        this.innkeeper = innkeeper;
        this.list = list;
        this.server = server;
        this.file = file;
        this.invented = invented;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!file.isBlank()) {
            load();
        } else if (invented
                && innkeeper
                        .hotels()
                        .list(HotelQuery.all().withClosed())
                        .items()
                        .isEmpty()) {
            list.loadInvented(owner());
        }
        log.info("open http://localhost:{}", context.getWebServer().getPort());
    }

    /** What is wrong with a list keeps nobody from what was read of it. */
    private void load() throws IOException {
        try {
            list.load(Path.of(file), owner());
        } catch (InvalidRequestException e) {
            log.error("{} was not read to its end: {}", file, e.getMessage());
        }
    }

    /** On the embedded server, which is gone afterwards, an account that everybody knows; nowhere else. */
    private @Nullable UserId owner() {
        if (server.embedded() == null) {
            return null;
        }
        try {
            UserId owner = innkeeper
                    .accounts()
                    .register(new Registration(OWNER, "Olga Owner", PASSWORD))
                    .id();
            log.info("{} owns the hotels, by the password \"{}\"", OWNER, PASSWORD);
            return owner;
        } catch (AlreadyExistsException e) {
            return null;
        }
    }
}
