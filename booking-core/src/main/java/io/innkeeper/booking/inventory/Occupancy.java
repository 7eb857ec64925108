package io.innkeeper.booking.inventory;

import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has which nights of one room. Immutable, and never with two owners of a night: what would make it so is not a value
 * of this type. Looking something up takes time logarithmic in the number of stays, adding and removing linear.
 */
public final class Occupancy {

    private static final Occupancy EMPTY = new Occupancy(List.of());

    /** Sorted by arrival; no two overlap. */
    private final List<Claim> claims;

    private record Claim(Stay stay, BookingId booking) {}

    private Occupancy(List<Claim> claims) {
        this.claims = claims;
    }

    /** Nobody has a night. */
    public static Occupancy empty() {
        return EMPTY;
    }

    /** Whether nobody has a night of the stay. */
    public boolean isFree(Stay stay) {
        int first = firstEndingAfter(stay.arrival());
        return first == claims.size() || !claims.get(first).stay().overlaps(stay);
    }

    /** The nights of the stay that somebody has, in order. */
    public List<LocalDate> taken(Stay stay) {
        List<LocalDate> nights = new ArrayList<>();
        for (int i = firstEndingAfter(stay.arrival());
                i < claims.size() && claims.get(i).stay().overlaps(stay);
                i++) {
            Stay claimed = claims.get(i).stay();
            LocalDate from = latest(claimed.arrival(), stay.arrival());
            LocalDate to = earliest(claimed.departure(), stay.departure());
            from.datesUntil(to).forEach(nights::add);
        }
        return nights;
    }

    /**
     * With the nights of a stay taken by a booking.
     *
     * @return empty if somebody has one of them
     */
    public Optional<Occupancy> take(Stay stay, BookingId booking) {
        Objects.requireNonNull(booking, "booking");
        if (!isFree(stay)) {
            return Optional.empty();
        }
        List<Claim> more = new ArrayList<>(claims.size() + 1);
        more.addAll(claims);
        more.add(firstEndingAfter(stay.arrival()), new Claim(stay, booking));
        return Optional.of(new Occupancy(more));
    }

    /**
     * With the nights of a stay given back by a booking.
     *
     * @return empty unless the booking has all of them
     */
    public Optional<Occupancy> giveBack(Stay stay, BookingId booking) {
        List<Claim> fewer = new ArrayList<>(claims.size() + 1);
        int freed = 0;
        for (Claim claim : claims) {
            if (!claim.booking().equals(booking) || !claim.stay().overlaps(stay)) {
                fewer.add(claim);
                continue;
            }
            LocalDate from = latest(claim.stay().arrival(), stay.arrival());
            LocalDate to = earliest(claim.stay().departure(), stay.departure());
            freed += new Stay(from, to).length();
            if (claim.stay().arrival().isBefore(from)) {
                fewer.add(new Claim(new Stay(claim.stay().arrival(), from), booking));
            }
            if (to.isBefore(claim.stay().departure())) {
                fewer.add(new Claim(new Stay(to, claim.stay().departure()), booking));
            }
        }
        return freed == stay.length() ? Optional.of(new Occupancy(fewer)) : Optional.empty();
    }

    /** Claims do not overlap, so they are sorted by departure as well as by arrival. */
    private int firstEndingAfter(LocalDate night) {
        int low = 0;
        int high = claims.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (claims.get(middle).stay().departure().isAfter(night)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static LocalDate latest(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earliest(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Occupancy that && claims.equals(that.claims);
    }

    @Override
    public int hashCode() {
        return claims.hashCode();
    }

    @Override
    public String toString() {
        return "Occupancy" + claims;
    }
}
