package io.innkeeper.booking.hotel;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.constraint.OneLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which hotels to list. Immutable; {@link #all()} lists every open hotel, and the other methods narrow it, or widen it to closed
 * ones.
 *
 * @param city hotels of this city, or null for any; compared without case and accents
 * @param name hotels with this text anywhere in their name, or null for any; compared without case and accents
 * @param minimumStars hotels with at least these stars; 0 for any
 * @param owner hotels of this user, or null for anybody's
 * @param alsoClosed whether closed hotels are listed as well
 * @param pageSize how many hotels a page has, 1 to 200
 * @param after the token of the page before, or null for the first page
 */
public record HotelQuery(
        @OneLine(max = 100) @Nullable String city,
        @OneLine(max = 200) @Nullable String name,

        @Min(value = 0, message = "must be 0 to 5") @Max(value = 5, message = "must be 0 to 5")
        int minimumStars,

        @Nullable UserId owner,
        boolean alsoClosed,

        @Min(value = 1, message = "must be 1 to 200") @Max(value = 200, message = "must be 1 to 200")
        int pageSize,

        @Size(max = 2000, message = "must be a token that a page gave") @Nullable
        String after) {

    /** All open hotels, 20 a page. */
    public static HotelQuery all() {
        return new HotelQuery(null, null, 0, null, false, 20, null);
    }

    /** Only hotels of this city. */
    public HotelQuery inCity(String onlyCity) {
        return new HotelQuery(onlyCity, name, minimumStars, owner, alsoClosed, pageSize, after);
    }

    /** Only hotels with this text anywhere in their name. */
    public HotelQuery named(String partOfName) {
        return new HotelQuery(city, partOfName, minimumStars, owner, alsoClosed, pageSize, after);
    }

    /** Only hotels with at least these stars. */
    public HotelQuery withStars(int atLeast) {
        return new HotelQuery(city, name, atLeast, owner, alsoClosed, pageSize, after);
    }

    /** Only hotels that this user owns. */
    public HotelQuery ownedBy(UserId onlyOwner) {
        return new HotelQuery(city, name, minimumStars, onlyOwner, alsoClosed, pageSize, after);
    }

    /** Closed hotels as well. */
    public HotelQuery withClosed() {
        return new HotelQuery(city, name, minimumStars, owner, true, pageSize, after);
    }

    /** So many hotels a page. */
    public HotelQuery pagesOf(int hotels) {
        return new HotelQuery(city, name, minimumStars, owner, alsoClosed, hotels, after);
    }

    /** The page after the one that gave this token; null for the first. */
    public HotelQuery after(@Nullable String token) {
        return new HotelQuery(city, name, minimumStars, owner, alsoClosed, pageSize, token);
    }
}
