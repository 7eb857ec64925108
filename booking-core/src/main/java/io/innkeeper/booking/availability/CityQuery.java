package io.innkeeper.booking.availability;

import io.innkeeper.booking.constraint.OneLine;
import io.innkeeper.booking.stay.Stay;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A search for hotels of a city that have a free room. Immutable; {@link #of} gives the first page of all hotels and the
 * other methods narrow it.
 *
 * @param city the city; compared without case and accents
 * @param stay the nights
 * @param guests how many guests the room must take, at least 1
 * @param minimumStars hotels with at least these stars; 0 for any
 * @param pageSize how many hotels a page has, 1 to 200
 * @param after the token of the page before, or null for the first page
 */
public record CityQuery(
        @NotBlank(message = "must be given") @OneLine(max = 100)
        String city,

        @NotNull(message = "must be given") Stay stay,

        @Min(value = 1, message = "must be at least {value}")
        int guests,

        @Min(value = 0, message = "must be 0 to 5") @Max(value = 5, message = "must be 0 to 5")
        int minimumStars,

        @Min(value = 1, message = "must be 1 to 200") @Max(value = 200, message = "must be 1 to 200")
        int pageSize,

        @Size(max = 2000, message = "must be a token that a page gave") @Nullable
        String after) {

    /** All hotels of a city, 20 a page. */
    public static CityQuery of(String city, Stay stay, int guests) {
        return new CityQuery(city, stay, guests, 0, 20, null);
    }

    /** Only hotels with at least these stars. */
    public CityQuery withStars(int atLeast) {
        return new CityQuery(city, stay, guests, atLeast, pageSize, after);
    }

    /** So many hotels a page. */
    public CityQuery pagesOf(int hotels) {
        return new CityQuery(city, stay, guests, minimumStars, hotels, after);
    }

    /** The page after the one that gave this token; null for the first. */
    public CityQuery after(@Nullable String token) {
        return new CityQuery(city, stay, guests, minimumStars, pageSize, token);
    }
}
