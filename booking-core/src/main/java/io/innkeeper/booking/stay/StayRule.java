package io.innkeeper.booking.stay;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a stay must pass: a pure function, so that search and booking can ask it alike. The rules for every stay are
 * the constants of this interface; {@link #standard()} lists them. A hotel adds its own, by {@link Restriction}s.
 */
@FunctionalInterface
public interface StayRule {

    /**
     * A stay as someone wants it.
     *
     * @param stay the nights
     * @param guests how many guests, at least 1
     * @param capacity how many guests the room takes
     * @param today the date at the hotel
     * @param restrictions those of the hotel that are for the type of room
     * @param before what the booking is now, if it is one that is changed
     */
    record Proposal(
            Stay stay,
            int guests,
            int capacity,
            LocalDate today,
            List<Restriction> restrictions,
            @Nullable Before before) {

        /** Makes the list unmodifiable. */
        public Proposal {
            restrictions = List.copyOf(restrictions);
        }

        /** A new booking in a hotel without restrictions. */
        public Proposal(Stay stay, int guests, int capacity, LocalDate today) {
            this(stay, guests, capacity, today, List.of(), null);
        }

        private boolean isNewArrival() {
            return before == null || !before.stay().arrival().equals(stay.arrival());
        }
    }

    /**
     * What a booking is that is to be changed.
     *
     * @param stay the nights that it has
     * @param roomType the type of the room that it has
     */
    record Before(Stay stay, String roomType) {}

    /** The most nights of a stay: a leap year. */
    int MOST_NIGHTS = 366;

    /** Nobody arrives before today, by the hotel's own date. Who is there already may stay longer. */
    StayRule NOT_IN_THE_PAST = proposal -> refuseIf(
            proposal.isNewArrival() && proposal.stay().arrival().isBefore(proposal.today()),
            "not-in-the-past",
            "the arrival " + proposal.stay().arrival() + " is before today, " + proposal.today() + " at the hotel",
            Map.of(
                    "arrival", proposal.stay().arrival().toString(),
                    "today", proposal.today().toString()));

    /** Nobody stays longer than {@value #MOST_NIGHTS} nights. */
    StayRule NOT_TOO_LONG = proposal -> refuseIf(
            proposal.stay().length() > MOST_NIGHTS,
            "not-too-long",
            "the stay has " + proposal.stay().length() + " nights, which is more than " + MOST_NIGHTS,
            Map.of(
                    "nights", String.valueOf(proposal.stay().length()),
                    "most", String.valueOf(MOST_NIGHTS)));

    /** The guests fit into the room. */
    StayRule WITHIN_CAPACITY = proposal -> refuseIf(
            proposal.guests() > proposal.capacity(),
            "within-capacity",
            "there are " + proposal.guests() + " guests for a room that takes " + proposal.capacity(),
            Map.of(
                    "guests", String.valueOf(proposal.guests()),
                    "capacity", String.valueOf(proposal.capacity())));

    /** The rules for every stay, in the order in which they are reported. */
    static List<StayRule> standard() {
        return List.of(NOT_IN_THE_PAST, NOT_TOO_LONG, WITHIN_CAPACITY);
    }

    /** Why this rule refuses, or empty if it does not. */
    Optional<RuleViolation> refusal(Proposal proposal);

    private static Optional<RuleViolation> refuseIf(
            boolean refused, String rule, String message, Map<String, String> values) {
        return refused ? Optional.of(new RuleViolation(rule, message, values)) : Optional.empty();
    }
}
