package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.QuoteStore;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Quotes, which expire by the server's clock. */
final class JpaQuoteStore implements QuoteStore {

    private static final String INSERT = """
            insert into quote (id, hotel_id, room_id, type, arrival, departure, guests, nightly, total, currency, expires_at)
            values (?, ?, unhex(nullif(?, '')), nullif(?, ''), ?, ?, ?, convert(? using utf8mb4), ?, ?,
                    date_add(utc_timestamp(6), interval ? microsecond))
            """;

    private static final String SELECT = """
            select hotel_id, room_id, type, cast(arrival as char), cast(departure as char), guests,
                cast(nightly as char), currency, cast(expires_at as char), expires_at <= utc_timestamp(6)
            from quote where id = ?
            """;

    private static final String SELECT_OF_HOTEL = SELECT + " and hotel_id = ?";

    private static final int AT_ONCE = 500;

    private static final String FORGET =
            "delete from quote where expires_at <= utc_timestamp(6) - interval ? second order by expires_at limit "
                    + AT_ONCE;

    /** An amount in a JSON array of texts. */
    private static final Pattern AMOUNT = Pattern.compile("[0-9.]+");

    private final Database database;

    JpaQuoteStore(Database database) {
        this.database = database;
    }

    @Override
    public Quote add(QuoteId id, HotelId hotel, QuoteRequest request, List<Money> nightly, Duration validFor) {
        return database.write("keep a quote", em -> {
            Money total = nightly.stream().reduce(Money::plus).orElseThrow();
            Query insert = em.createNativeQuery(INSERT)
                    .setParameter(1, UuidBytes.of(id.value()))
                    .setParameter(2, UuidBytes.of(hotel.value()))
                    .setParameter(3, room(request.room()))
                    .setParameter(4, type(request.room()))
                    .setParameter(5, request.stay().arrival().toString())
                    .setParameter(6, request.stay().departure().toString())
                    .setParameter(7, request.guests())
                    .setParameter(8, json(nightly))
                    .setParameter(9, total.amount())
                    .setParameter(10, total.currency().getCurrencyCode())
                    .setParameter(11, validFor.toNanos() / 1000);
            insert.executeUpdate();
            return find(em, hotel, id).orElseThrow().quote();
        });
    }

    private static String room(RoomChoice choice) {
        return choice instanceof RoomChoice.ThisRoom given
                ? given.room().toString().replace("-", "")
                : "";
    }

    private static String type(RoomChoice choice) {
        return choice instanceof RoomChoice.AnyRoom any ? any.type() : "";
    }

    private static String json(List<Money> nightly) {
        return nightly.stream()
                .map(each -> "\"" + each.amount().toPlainString() + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public Optional<KeptQuote> find(QuoteId id) {
        return database.read(
                "read a quote",
                em -> found(id, em.createNativeQuery(SELECT).setParameter(1, UuidBytes.of(id.value()))));
    }

    @Override
    public Optional<KeptQuote> find(HotelId hotel, QuoteId id) {
        return database.read("read a quote", em -> find(em, hotel, id));
    }

    @Override
    public int forget(Duration expiredFor) {
        int forgotten = 0;
        while (true) {
            int now = database.write(
                    "forget old quotes",
                    em -> em.createNativeQuery(FORGET)
                            .setParameter(1, expiredFor.toSeconds())
                            .executeUpdate());
            forgotten += now;
            if (now < AT_ONCE) {
                return forgotten;
            }
        }
    }

    private static Optional<KeptQuote> find(EntityManager em, HotelId hotel, QuoteId id) {
        return found(
                id,
                em.createNativeQuery(SELECT_OF_HOTEL)
                        .setParameter(1, UuidBytes.of(id.value()))
                        .setParameter(2, UuidBytes.of(hotel.value())));
    }

    private static Optional<KeptQuote> found(QuoteId id, Query select) {
        List<?> rows = select.getResultList();
        return rows.stream().findFirst().map(row -> quote(id, (Object[]) row));
    }

    private static KeptQuote quote(QuoteId id, Object[] row) {
        HotelId hotel = new HotelId(UuidBytes.toUuid((byte[]) row[0]));
        String currency = (String) row[7];
        List<Money> nightly = AMOUNT.matcher((String) row[6])
                .results()
                .map(amount -> Money.of(amount.group(), currency))
                .toList();
        Quote quote = new Quote(
                id,
                hotel,
                choice(hotel, (byte[]) row[1], (String) row[2]),
                new Stay(LocalDate.parse((String) row[3]), LocalDate.parse((String) row[4])),
                ((Number) row[5]).intValue(),
                nightly,
                UtcText.instant((String) row[8]));
        return new KeptQuote(quote, ((Number) row[9]).intValue() != 0);
    }

    private static RoomChoice choice(HotelId hotel, byte @Nullable [] room, @Nullable String type) {
        return room != null
                ? new RoomChoice.ThisRoom(new RoomId(UuidBytes.toUuid(room)))
                : new RoomChoice.AnyRoom(hotel, String.valueOf(type));
    }
}
