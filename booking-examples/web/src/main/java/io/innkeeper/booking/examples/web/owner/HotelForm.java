package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.HotelDetails;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said of a hotel, as a form has it. */
final class HotelForm {

    private static final Currency NO_CURRENCY = Currency.getInstance("XXX");

    private HotelForm() {}

    /** A form that says it. */
    static Form of(HotelDetails details) {
        return new Form(Map.of(
                "name", details.name(),
                "city", details.city(),
                "address", details.address(),
                "timeZone", details.timeZone().getId(),
                "currency", details.currency().getCurrencyCode(),
                "stars", String.valueOf(details.stars()),
                "description", details.description(),
                "freeDays", String.valueOf(details.cancellation().freeDays()),
                "feePercent", String.valueOf(details.cancellation().feePercent())));
    }

    /**
     * What a form says.
     *
     * @param present what was said until now; null of a new hotel
     */
    static HotelDetails read(Form form, UserId owner, @Nullable HotelDetails present) {
        String zone = form.text("timeZone");
        boolean isZone = zones(present).containsKey(zone) && form.has("timeZone");
        if (!isZone) {
            form.refused("timeZone", form.has("timeZone") ? "must be one of the list" : "must be given");
        }
        String currency = form.text("currency");
        boolean isCurrency = currencies().containsKey(currency) && form.has("currency");
        if (!isCurrency) {
            form.refused("currency", form.has("currency") ? "must be one of the list" : "must be given");
        }
        HotelDetails details = new HotelDetails(
                form.get("name"),
                form.get("city"),
                form.get("address"),
                isZone ? ZoneId.of(zone) : ZoneOffset.UTC,
                isCurrency ? Currency.getInstance(currency) : NO_CURRENCY,
                form.number("stars", 0),
                form.get("description"),
                owner,
                new CancellationPolicy(form.number("freeDays", 0), form.number("feePercent", 0)));
        form.check();
        return details;
    }

    /** The time zones to choose from, by the names of places; also the one that a hotel has already. */
    static Map<String, String> zones(@Nullable HotelDetails present) {
        Map<String, String> zones = new TreeMap<>();
        zones.put("", "Choose a place");
        zones.put("UTC", "UTC");
        ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .forEach(id -> zones.put(id, id.replace('_', ' ')));
        if (present != null) {
            zones.put(present.timeZone().getId(), present.timeZone().getId().replace('_', ' '));
        }
        return zones;
    }

    /** The currencies to choose from, of which the names are those of ISO 4217. */
    static Map<String, String> currencies() {
        Map<String, String> currencies = new TreeMap<>();
        currencies.put("", "Choose a currency");
        Currency.getAvailableCurrencies().stream()
                .filter(each -> each.getDefaultFractionDigits() >= 0)
                .forEach(each -> currencies.put(
                        each.getCurrencyCode(), each.getCurrencyCode() + " " + each.getDisplayName(Locale.ENGLISH)));
        return currencies;
    }

    /** How many stars there are to choose from. */
    static Map<String, String> stars() {
        Map<String, String> stars = new LinkedHashMap<>();
        stars.put("0", "Not classified");
        stars.put("1", "1 star");
        for (int i = 2; i <= 5; i++) {
            stars.put(String.valueOf(i), i + " stars");
        }
        return stars;
    }
}
