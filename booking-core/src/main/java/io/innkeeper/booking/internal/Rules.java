package io.innkeeper.booking.internal;

import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.StayRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of a stay as search and booking ask them. */
final class Rules {

    private Rules() {}

    /** Why it is refused: by the rules for every stay, then by the hotel's restrictions. */
    static List<RuleViolation> refusals(StayRule.Proposal proposal) {
        return Stream.concat(
                        StayRule.standard().stream(),
                        proposal.restrictions().stream()
                                .sorted(Comparator.comparing(Restriction::kind).thenComparingInt(Restriction::number)))
                .map(rule -> rule.refusal(proposal))
                .flatMap(Optional::stream)
                .toList();
    }
}
