package io.innkeeper.booking.hotel;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.constraint.ManyLines;
import io.innkeeper.booking.constraint.OneLine;
import io.innkeeper.booking.input.Text;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a hotel, by which it is added and updated. Immutable; {@link #of} gives one with the usual defaults and
 * the {@code with} methods change a part.
 *
 * @param name the hotel's name, at most 200 characters on one line
 * @param city the city that guests search for, at most 100 characters on one line
 * @param address street and house, at most 300 characters; may be empty
 * @param timeZone the zone in whose local dates stays at the hotel are
 * @param currency the one currency in which all rooms of the hotel are priced; it cannot be changed while there are any
 * @param stars 1 to 5, or 0 for a hotel that is not classified
 * @param description text for guests, at most 4,000 characters; may be empty and have several lines
 * @param owner the user who owns the hotel, or null
 * @param cancellation what cancelling a booking costs that is made from now on
 */
public record HotelDetails(
        @NotBlank(message = "must be given") @OneLine(max = 200)
        String name,

        @NotBlank(message = "must be given") @OneLine(max = 100)
        String city,

        @NotNull(message = "must be given") @ManyLines(max = 300)
        String address,

        @NotNull(message = "must be given") ZoneId timeZone,
        @NotNull(message = "must be given") Currency currency,

        @Min(value = 0, message = "must be 0 to 5") @Max(value = 5, message = "must be 0 to 5")
        int stars,

        @NotNull(message = "must be given") @ManyLines(max = 4000)
        String description,

        @Nullable UserId owner,
        @NotNull(message = "must be given") @Valid CancellationPolicy cancellation) {

    /** Takes surrounding space away. */
    public HotelDetails {
        name = Text.strip(name);
        city = Text.strip(city);
        address = Text.strip(address);
        description = Text.strip(description);
    }

    /** Details of a hotel without address, stars, description and owner, at which cancelling is free. */
    public static HotelDetails of(String name, String city, ZoneId timeZone, Currency currency) {
        return new HotelDetails(name, city, "", timeZone, currency, 0, "", null, CancellationPolicy.free());
    }

    /** The same under another name. */
    public HotelDetails withName(String newName) {
        return new HotelDetails(newName, city, address, timeZone, currency, stars, description, owner, cancellation);
    }

    /** The same in another city. */
    public HotelDetails withCity(String newCity) {
        return new HotelDetails(name, newCity, address, timeZone, currency, stars, description, owner, cancellation);
    }

    /** The same at another address. */
    public HotelDetails withAddress(String newAddress) {
        return new HotelDetails(name, city, newAddress, timeZone, currency, stars, description, owner, cancellation);
    }

    /** The same with other stars: 1 to 5, or 0 for not classified. */
    public HotelDetails withStars(int newStars) {
        return new HotelDetails(name, city, address, timeZone, currency, newStars, description, owner, cancellation);
    }

    /** The same with another description. */
    public HotelDetails withDescription(String newDescription) {
        return new HotelDetails(name, city, address, timeZone, currency, stars, newDescription, owner, cancellation);
    }

    /** The same with another owner, or none. */
    public HotelDetails withOwner(@Nullable UserId newOwner) {
        return new HotelDetails(name, city, address, timeZone, currency, stars, description, newOwner, cancellation);
    }

    /** The same with another price of cancelling. */
    public HotelDetails withCancellation(CancellationPolicy newCancellation) {
        return new HotelDetails(name, city, address, timeZone, currency, stars, description, owner, newCancellation);
    }
}
