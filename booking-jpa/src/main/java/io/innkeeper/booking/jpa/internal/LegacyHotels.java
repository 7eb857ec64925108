package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.jpa.LegacyProblem;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Moves hotels. */
final class LegacyHotels implements LegacyMove.Mover {

    private final LegacyCheck check;

    LegacyHotels(LegacyCheck check) {
        this.check = check;
    }

    @Override
    public int move(LegacyTables tables, List<LegacyRow> rows, List<LegacyProblem> problems) throws SQLException {
        Map<LegacyRow, Hotel> hotels = new LinkedHashMap<>();
        Set<UUID> owners = tables.present(
                "user",
                rows.stream()
                        .flatMap(row -> row.reference("owner_id", LegacyId.USER).stream())
                        .distinct()
                        .toList());
        for (LegacyRow row : rows) {
            Optional<UUID> owner = row.reference("owner_id", LegacyId.USER).filter(owners::contains);
            Optional<HotelDetails> details = details(row, owner.map(UserId::new));
            if (details.isEmpty()) {
                problems.add(row.malformed());
            } else if (owner.isEmpty() && !row.isNull("owner_id")) {
                problems.add(row.missing("owner_id", "user"));
            } else {
                hotels.put(row, new Hotel(new HotelId(row.id()), details.get(), false));
            }
        }
        tables.addHotels(new ArrayList<>(hotels.values()));
        return hotels.size();
    }

    private Optional<HotelDetails> details(LegacyRow row, Optional<UserId> owner) {
        Optional<ZoneId> zone = row.parsed("time_zone", "must be a time zone such as Europe/Lisbon", ZoneId::of);
        Optional<Currency> currency = row.parsed("currency", "must be a code of ISO 4217", Currency::getInstance);
        if (currency.isPresent() && currency.get().getDefaultFractionDigits() < 0) {
            row.violates("currency", "must be one that prices can be in");
        }
        // The zone and the currency only stand in where there is a violation already.
        HotelDetails details = new HotelDetails(
                row.text("name"),
                row.text("city"),
                row.text("address"),
                zone.orElse(ZoneId.of("UTC")),
                currency.orElse(Currency.getInstance("EUR")),
                row.whole("stars", 0, 0, 5),
                row.text("description"),
                owner.orElse(null),
                CancellationPolicy.free());
        row.violates(check.violations(details));
        return row.isMalformed() ? Optional.empty() : Optional.of(details);
    }
}
