package io.innkeeper.booking.stay;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule that every stay must pass: a pure function, so that search and booking can ask it alike. The rules are the
 * constants of this interface; {@link #standard()} lists them.
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
     */
    record Proposal(Stay stay, int guests, int capacity, LocalDate today) {}

    /** The most nights of a stay: a leap year. */
    int MOST_NIGHTS = 366;

    /** Nobody arrives before today, by the hotel's own date. */
    StayRule NOT_IN_THE_PAST = proposal -> refuseIf(
            proposal.stay().arrival().isBefore(proposal.today()),
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

    /** All rules, in the order in which they are reported. */
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
