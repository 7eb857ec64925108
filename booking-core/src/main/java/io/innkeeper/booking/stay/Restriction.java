package io.innkeeper.booking.stay;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.input.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a hotel asks of stays at some time, beyond what every stay must be: a rule of its own. Immutable. The factories give
 * one for all rooms of the hotel; {@link #forType} narrows it.
 *
 * <p>A booking that is changed is asked only about what is new. Who arrives on the same day as before is not asked again
 * about the arrival, who stays the same nights not about their number, who leaves on the same day not about the departure;
 * and nights that the booking has stay sold. A restriction that was not for the type of room that the booking has is asked
 * about everything.
 *
 * @param kind what it asks
 * @param roomType the type of room that it is for, exactly as the rooms have it; null for all
 * @param days the days that it is about, from the first one until before the last one
 * @param number how many nights or days it asks for; 0 where the kind has no number
 */
public record Restriction(Kind kind, @Nullable String roomType, Stay days, int number) implements StayRule {

    private static final int MOST_DAYS_AHEAD = 3660;

    /** What a restriction asks. */
    public enum Kind {
        /** Who arrives on one of the days stays at least so many nights. */
        MINIMUM_STAY(StayRule.MOST_NIGHTS),

        /** Who arrives on one of the days stays at most so many nights. */
        MAXIMUM_STAY(StayRule.MOST_NIGHTS),

        /** Nobody arrives on one of the days. */
        CLOSED_TO_ARRIVAL(0),

        /** Nobody leaves on one of the days. */
        CLOSED_TO_DEPARTURE(0),

        /** No night of the days is sold. */
        STOP_SELL(0),

        /** Who arrives on one of the days books at least so many days before. */
        ADVANCE_PURCHASE(MOST_DAYS_AHEAD);

        private final int highest;

        Kind(int highest) {
            this.highest = highest;
        }

        /** The name by which a refusal says it, stable, for programs: {@code minimum-stay}. */
        public String ruleName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Takes surrounding space from the type away.
     *
     * @throws InvalidRequestException if the number is not one that the kind may have: 1 to 366 nights, or 1 to 3660 days
     */
    public Restriction {
        Given.notNull("restriction.kind", kind);
        Given.notNull("restriction.days", days);
        roomType = roomType == null ? null : Text.strip(roomType);
        int lowest = Math.min(1, kind.highest);
        if (number < lowest || number > kind.highest) {
            throw new InvalidRequestException(
                    "restriction.number",
                    kind.highest == 0 ? "must be 0" : "must be " + lowest + " to " + kind.highest,
                    number);
        }
    }

    /** Who arrives on one of these days stays at least so many nights. */
    public static Restriction minimumStay(int nights, Stay arrivals) {
        return new Restriction(Kind.MINIMUM_STAY, null, arrivals, nights);
    }

    /** Who arrives on one of these days stays at most so many nights. */
    public static Restriction maximumStay(int nights, Stay arrivals) {
        return new Restriction(Kind.MAXIMUM_STAY, null, arrivals, nights);
    }

    /** Nobody arrives on one of these days. */
    public static Restriction closedToArrival(Stay days) {
        return new Restriction(Kind.CLOSED_TO_ARRIVAL, null, days, 0);
    }

    /** Nobody leaves on one of these days. */
    public static Restriction closedToDeparture(Stay days) {
        return new Restriction(Kind.CLOSED_TO_DEPARTURE, null, days, 0);
    }

    /** None of these nights is sold. */
    public static Restriction stopSell(Stay nights) {
        return new Restriction(Kind.STOP_SELL, null, nights, 0);
    }

    /** Who arrives on one of these days books at least so many days before, by the hotel's own date. */
    public static Restriction advancePurchase(int days, Stay arrivals) {
        return new Restriction(Kind.ADVANCE_PURCHASE, null, arrivals, days);
    }

    /** The same for rooms of one type only. */
    public Restriction forType(String type) {
        return new Restriction(kind, Given.notNull("restriction.roomType", type), days, number);
    }

    /** Whether it is for rooms of this type. */
    public boolean isFor(String type) {
        return roomType == null || roomType.equals(type);
    }

    /** Whether it may have something to say of a stay: one of its days is a night of it, or its departure. */
    public boolean concerns(Stay stay) {
        return days.overlaps(stay) || covers(stay.departure());
    }

    /** Whether it keeps a night from being sold, whatever the stay. */
    public boolean stops(LocalDate night) {
        return kind == Kind.STOP_SELL && covers(night);
    }

    private boolean covers(LocalDate day) {
        return !day.isBefore(days.arrival()) && day.isBefore(days.departure());
    }

    /** {@inheritDoc} Asks nothing about the type of room: the proposal has only restrictions that are for it. */
    @Override
    public Optional<RuleViolation> refusal(Proposal proposal) {
        Stay stay = proposal.stay();
        Stay before = proposal.before() != null && isFor(proposal.before().roomType())
                ? proposal.before().stay()
                : null;
        boolean newArrival = before == null || !before.arrival().equals(stay.arrival());
        boolean newDeparture = before == null || !before.departure().equals(stay.departure());
        boolean arrivesThen = covers(stay.arrival());
        long ahead = ChronoUnit.DAYS.between(proposal.today(), stay.arrival());
        boolean refused = switch (kind) {
            case MINIMUM_STAY -> arrivesThen && (newArrival || newDeparture) && stay.length() < number;
            case MAXIMUM_STAY -> arrivesThen && (newArrival || newDeparture) && stay.length() > number;
            case CLOSED_TO_ARRIVAL -> arrivesThen && newArrival;
            case CLOSED_TO_DEPARTURE -> covers(stay.departure()) && newDeparture;
            case STOP_SELL ->
                (before == null ? List.of(stay) : stay.without(before)).stream().anyMatch(days::overlaps);
            case ADVANCE_PURCHASE -> arrivesThen && newArrival && ahead < number;
        };
        return refused ? Optional.of(violation(stay, ahead)) : Optional.empty();
    }

    private RuleViolation violation(Stay stay, long ahead) {
        Map<String, String> values = new HashMap<>();
        values.put("arrival", stay.arrival().toString());
        values.put("departure", stay.departure().toString());
        values.put("from", days.arrival().toString());
        values.put("until", days.departure().toString());
        if (roomType != null) {
            values.put("roomType", roomType);
        }
        String message = switch (kind) {
            case MINIMUM_STAY, MAXIMUM_STAY -> {
                values.put("nights", String.valueOf(stay.length()));
                values.put(kind == Kind.MINIMUM_STAY ? "least" : "most", String.valueOf(number));
                yield "who arrives on " + stay.arrival() + " stays at "
                        + (kind == Kind.MINIMUM_STAY ? "least " : "most ") + number + " nights, and not "
                        + stay.length();
            }
            case CLOSED_TO_ARRIVAL -> "nobody can arrive on " + stay.arrival();
            case CLOSED_TO_DEPARTURE -> "nobody can leave on " + stay.departure();
            case STOP_SELL -> "no night is sold from " + days.arrival() + " until " + days.departure();
            case ADVANCE_PURCHASE -> {
                values.put("daysAhead", String.valueOf(ahead));
                values.put("least", String.valueOf(number));
                yield "who arrives on " + stay.arrival() + " books at least " + number + " days before, and not "
                        + ahead;
            }
        };
        return new RuleViolation(kind.ruleName(), message, values);
    }
}
