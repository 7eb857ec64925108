package io.innkeeper.booking.examples.web.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.web.BinaryId;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Hotels;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.JpaStorage;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds hotels of a list, some at a time: they, their rooms, and a note of each line that was read are committed together. So
 * whoever reads the list again, because it was broken off or by mistake, adds each hotel once.
 */
@Service
class HotelLoader {

    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final Currency CURRENCY = Currency.getInstance("EUR");
    private static final int ROOMS_A_FLOOR = 20;

    private final JpaStorage storage;
    private final Innkeeper innkeeper;
    private final EntityManager entityManager;
    private final JdbcClient jdbc;

    HotelLoader(JpaStorage storage, Innkeeper innkeeper, EntityManager entityManager, JdbcClient jdbc) {
        this.storage = storage;
        this.innkeeper = innkeeper;
        this.entityManager = entityManager;
        this.jdbc = jdbc;
    }

    /**
     * Adds the hotels that are not there yet.
     *
     * @param owner who owns them; null for nobody
     */
    @Retryable({ // somebody else has begun the same list, and is faster or holds us up
        DuplicateKeyException.class,
        PessimisticLockingFailureException.class,
        TransactionLostException.class
    })
    @Transactional
    public void load(List<HotelLine> lines, @Nullable UserId owner) {
        Set<UUID> loaded = loaded(lines);
        Hotels hotels = innkeeper.in(storage.join(entityManager)).hotels();
        for (HotelLine line : lines) {
            if (loaded.add(line.source())) {
                Hotel hotel = hotels.add(details(line, owner));
                hotels.addRooms(hotel.id(), rooms(line));
                jdbc.sql("insert into loaded_hotel (source_id, hotel_id) values (?, ?)")
                        .param(BinaryId.of(line.source()))
                        .param(BinaryId.of(hotel.id().value()))
                        .update();
            }
        }
    }

    private Set<UUID> loaded(List<HotelLine> lines) {
        return new HashSet<>(jdbc.sql("select source_id from loaded_hotel where source_id in (:sources)")
                .param(
                        "sources",
                        lines.stream().map(line -> BinaryId.of(line.source())).toList())
                .query((row, at) -> BinaryId.read(row.getBytes(1)))
                .list());
    }

    private static HotelDetails details(HotelLine line, @Nullable UserId owner) {
        String description = "A house with " + line.rooms() + (line.rooms() == 1 ? " room" : " rooms") + " for "
                + line.guests() + (line.guests() == 1 ? " guest" : " guests") + " in " + line.city() + ".";
        return HotelDetails.of(line.name(), line.city(), ZONE, CURRENCY)
                .withAddress(line.address())
                .withStars(line.stars())
                .withDescription(description)
                .withOwner(owner)
                .withCancellation(new CancellationPolicy(2, 50));
    }

    /** The list has neither types nor rates, so they are made up: of the line, and so always the same. */
    private static List<RoomDetails> rooms(HotelLine line) {
        Random dice = new Random(line.source().getLeastSignificantBits());
        int night = 40 + 30 * line.stars() + dice.nextInt(40);
        int singles = line.rooms() / 6;
        int families = Math.max(0, Math.min(line.rooms() - singles, (line.guests() - 2 * line.rooms() + singles) / 2));
        List<RoomDetails> rooms = new ArrayList<>();
        for (int i = 0; i < Math.min(line.rooms(), Hotels.MOST_ROOMS); i++) {
            String number = String.valueOf((i / ROOMS_A_FLOOR + 1) * 100 + i % ROOMS_A_FLOOR + 1);
            if (i < singles) {
                rooms.add(new RoomDetails(number, "single", 1, rate(night * 4 / 5)));
            } else if (i < singles + families) {
                rooms.add(new RoomDetails(number, "family", 4, rate(night * 3 / 2)));
            } else {
                rooms.add(new RoomDetails(number, "double", 2, rate(night)));
            }
        }
        return rooms;
    }

    private static Money rate(int units) {
        return new Money(BigDecimal.valueOf(units), CURRENCY);
    }
}
