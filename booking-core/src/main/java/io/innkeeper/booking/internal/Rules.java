package io.innkeeper.booking.internal;

import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.StayRule;
import java.util.List;
import java.util.Optional;

/** The rules of a stay as search and booking ask them. */
final class Rules {

    private Rules() {}

    static List<RuleViolation> refusals(StayRule.Proposal proposal) {
        return StayRule.standard().stream()
                .map(rule -> rule.refusal(proposal))
                .flatMap(Optional::stream)
                .toList();
    }
}
