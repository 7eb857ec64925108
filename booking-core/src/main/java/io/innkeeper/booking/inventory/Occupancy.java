package io.innkeeper.booking.inventory;

import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has which nights of one room, and until when if it is a hold. Immutable, and never with two owners of a night: what
 * would make it so is not a value of this type. A hold that has expired still has its nights, until {@link #at} is asked.
 * Looking something up takes time logarithmic in the number of stays, adding and removing linear.
 */
public final class Occupancy {

    private static final Occupancy EMPTY = new Occupancy(List.of());

    /** Sorted by arrival; no two overlap. */
    private final List<Claim> claims;

    /**
     * Nights that a booking has.
     *
     * @param stay the nights
     * @param booking the booking
     * @param heldUntil when the hold ends; null if they are taken for good
     */
    public record Claim(
            Stay stay, BookingId booking, @Nullable Instant heldUntil) {

        boolean isThereAt(Instant time) {
            return heldUntil == null || heldUntil.isAfter(time);
        }

        Claim of(LocalDate from, LocalDate to) {
            return new Claim(new Stay(from, to), booking, heldUntil);
        }
    }

    private Occupancy(List<Claim> claims) {
        this.claims = claims;
    }

    /** Nobody has a night. */
    public static Occupancy empty() {
        return EMPTY;
    }

    /** Who has which nights, by arrival; holds that have expired included. */
    public List<Claim> claims() {
        return Collections.unmodifiableList(claims);
    }

    /** Without the holds that have expired by some time. */
    public Occupancy at(Instant time) {
        for (Claim each : claims) { // as a rule none has expired, and this is asked of every room that is looked at
            if (!each.isThereAt(time)) {
                return new Occupancy(
                        claims.stream().filter(claim -> claim.isThereAt(time)).toList());
            }
        }
        return this;
    }

    /** Whether nobody has a night of the stay. */
    public boolean isFree(Stay stay) {
        int first = firstEndingAfter(stay.arrival());
        return first == claims.size() || !claims.get(first).stay().overlaps(stay);
    }

    /** How many nights right before a free stay nobody has, at most so many. */
    int freeBefore(Stay stay, int most) {
        int next = firstEndingAfter(stay.arrival());
        return next == 0 ? most : nights(claims.get(next - 1).stay().departure(), stay.arrival(), most);
    }

    /** How many nights right after a free stay nobody has, at most so many. */
    int freeAfter(Stay stay, int most) {
        int next = firstEndingAfter(stay.arrival());
        return next == claims.size()
                ? most
                : nights(stay.departure(), claims.get(next).stay().arrival(), most);
    }

    private static int nights(LocalDate from, LocalDate to, int most) {
        return (int) Math.min(most, ChronoUnit.DAYS.between(from, to));
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
     * @param heldUntil when the hold ends; null if they are taken for good
     * @return empty if somebody has one of them
     */
    public Optional<Occupancy> take(Stay stay, BookingId booking, @Nullable Instant heldUntil) {
        Objects.requireNonNull(booking, "booking");
        if (!isFree(stay)) {
            return Optional.empty();
        }
        List<Claim> more = new ArrayList<>(claims.size() + 1);
        more.addAll(claims);
        more.add(firstEndingAfter(stay.arrival()), new Claim(stay, booking, heldUntil));
        return Optional.of(new Occupancy(more));
    }

    /**
     * With nights given back by a booking.
     *
     * @return empty unless the booking has all of them, or it is a hold
     */
    public Optional<Occupancy> giveBack(Release release) {
        return release.ofHold() || hasAll(release.booking(), release.stay())
                ? Optional.of(without(release.stay(), release.booking()))
                : Optional.empty();
    }

    /**
     * With nights that a booking has gone on being had.
     *
     * @param heldUntil when the hold ends; null if they are kept for good
     * @return empty unless the booking has all of them
     */
    public Optional<Occupancy> keep(Keep keep, @Nullable Instant heldUntil) {
        return hasAll(keep.booking(), keep.stay())
                ? without(keep.stay(), keep.booking()).take(keep.stay(), keep.booking(), heldUntil)
                : Optional.empty();
    }

    private boolean hasAll(BookingId booking, Stay stay) {
        int own = 0;
        for (Claim claim : claims) {
            if (claim.booking().equals(booking) && claim.stay().overlaps(stay)) {
                LocalDate from = latest(claim.stay().arrival(), stay.arrival());
                LocalDate to = earliest(claim.stay().departure(), stay.departure());
                own += new Stay(from, to).length();
            }
        }
        return own == stay.length();
    }

    private Occupancy without(Stay stay, BookingId booking) {
        List<Claim> fewer = new ArrayList<>(claims.size() + 1);
        for (Claim claim : claims) {
            if (!claim.booking().equals(booking) || !claim.stay().overlaps(stay)) {
                fewer.add(claim);
                continue;
            }
            LocalDate from = latest(claim.stay().arrival(), stay.arrival());
            LocalDate to = earliest(claim.stay().departure(), stay.departure());
            if (claim.stay().arrival().isBefore(from)) {
                fewer.add(claim.of(claim.stay().arrival(), from));
            }
            if (to.isBefore(claim.stay().departure())) {
                fewer.add(claim.of(to, claim.stay().departure()));
            }
        }
        return new Occupancy(fewer);
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
