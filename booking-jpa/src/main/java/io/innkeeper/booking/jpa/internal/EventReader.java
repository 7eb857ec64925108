package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.joining;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link EventRow} has written. */
final class EventReader {

    private static final List<String> PAYLOAD = List.of(
            "user",
            "room",
            "arrival",
            "departure",
            "guests",
            "total",
            "currency",
            "status",
            "heldUntil",
            "group",
            "freeUntil",
            "lateFee",
            "fee",
            "with");

    /** What a statement that reads events has to select, of the table or of an alias of it that is called {@code e}. */
    static final String COLUMNS = "e.id, e.hotel_id, e.aggregate_id, e.sequence, e.type, e.account_id, "
            + PAYLOAD.stream()
                    .map(name -> "json_unquote(json_extract(e.payload, '$." + name + "'))")
                    .collect(joining(", "));

    /** How many columns those are. */
    static final int WIDTH = 6 + PAYLOAD.size();

    private final Object[] row;

    /** A row that begins with {@link #COLUMNS}. */
    EventReader(Object[] row) {
        this.row = row;
    }

    BookingEvent event() {
        return new BookingEvent(id(0), BookingEvent.Type.valueOf((String) row[4]), booking(), new UserId(id(5)));
    }

    /** The ids of the other events of the same change, if this is the one with the key. */
    List<UUID> others() {
        String with = text("with");
        return with == null
                ? List.of()
                : Arrays.stream(with.split(" ")).map(UUID::fromString).toList();
    }

    private Booking booking() {
        Stay stay = new Stay(LocalDate.parse(given("arrival")), LocalDate.parse(given("departure")));
        return new Booking(
                new BookingId(id(2)),
                new UserId(UUID.fromString(given("user"))),
                new HotelId(id(1)),
                new RoomId(UUID.fromString(given("room"))),
                stay,
                Integer.parseInt(given("guests")),
                money(given("total")),
                BookingStatus.valueOf(given("status")),
                read("heldUntil", Instant::parse),
                read("group", group -> new GroupId(UUID.fromString(group))),
                read("freeUntil", date -> new CancellationTerms(LocalDate.parse(date), money(given("lateFee")))),
                read("fee", this::money),
                ((Number) row[3]).intValue());
    }

    private Money money(String amount) {
        return Money.of(amount, given("currency"));
    }

    private UUID id(int column) {
        return UuidBytes.toUuid((byte[]) row[column]);
    }

    private <T> @Nullable T read(String name, Function<String, T> value) {
        return Stream.ofNullable(text(name)).map(value).findFirst().orElse(null);
    }

    private String given(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalStateException("event " + id(0) + " has no " + name);
        }
        return text;
    }

    private @Nullable String text(String name) {
        return (String) row[WIDTH - PAYLOAD.size() + PAYLOAD.indexOf(name)];
    }
}
