package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.jpa.LegacyProblem;
import io.innkeeper.booking.jpa.LegacyProblem.Kind;
import io.innkeeper.booking.jpa.internal.LegacyTables.RoomNumber;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves rooms. */
final class LegacyRooms implements LegacyMove.Mover {

    /** What a night may cost anywhere. */
    private static final BigDecimal HIGHEST_RATE = new BigDecimal("1000000000");

    private final LegacyCheck check;

    LegacyRooms(LegacyCheck check) {
        this.check = check;
    }

    @Override
    public int move(LegacyTables tables, List<LegacyRow> rows, List<LegacyProblem> problems) throws SQLException {
        List<UUID> hotels = rows.stream()
                .flatMap(row -> row.reference("hotel_id", LegacyId.HOTEL).stream())
                .distinct()
                .toList();
        tables.raiseEditions(hotels);
        Map<UUID, Currency> currencies = tables.currencies(hotels);
        Map<LegacyRow, Room> rooms = new LinkedHashMap<>();
        for (LegacyRow row : rows) {
            UUID hotel = row.reference("hotel_id", LegacyId.HOTEL).orElse(null);
            Currency currency = hotel == null ? null : currencies.get(hotel);
            RoomDetails details = details(row, currency);
            if (row.isMalformed()) {
                problems.add(row.malformed());
            } else if (hotel == null || currency == null) {
                problems.add(row.missing("hotel_id", "hotel"));
            } else {
                rooms.put(row, new Room(new RoomId(row.id()), new HotelId(hotel), details, false));
            }
        }
        Map<RoomNumber, UUID> taken = tables.roomsOf(
                rooms.values().stream().map(LegacyRooms::number).distinct().toList());
        List<Room> moved = new ArrayList<>();
        rooms.forEach((row, room) -> {
            UUID other = taken.putIfAbsent(number(room), room.id().value());
            if (other == null) {
                moved.add(room);
            } else {
                problems.add(row.problem(
                        Kind.DUPLICATE,
                        "number is " + room.details().number() + ", as that of " + LegacyId.ROOM.name(other) + " of "
                                + LegacyId.HOTEL.name(room.hotel().value())));
            }
        });
        tables.addRooms(moved);
        return moved.size();
    }

    private static RoomNumber number(Room room) {
        return new RoomNumber(room.hotel().value(), room.details().number());
    }

    /** Without a hotel nobody knows the currency, and everything else can be judged just the same. */
    private RoomDetails details(LegacyRow row, @Nullable Currency hotels) {
        Currency currency = hotels == null ? Currency.getInstance("EUR") : hotels;
        if (row.isNull("capacity")) {
            row.violates("capacity", "must be given");
        }
        Optional<Money> rate = row.amount("nightly_rate", HIGHEST_RATE)
                .flatMap(amount -> hotels == null ? Optional.empty() : row.made(self -> new Money(amount, currency)));
        RoomDetails details = new RoomDetails(
                row.text("number"),
                row.text("type"),
                row.whole("capacity", 1, 1, 100),
                rate.orElse(new Money(BigDecimal.ZERO, currency)));
        row.violates(check.violations(details));
        return details;
    }
}
