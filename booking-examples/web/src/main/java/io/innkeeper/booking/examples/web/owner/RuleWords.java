package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.examples.web.page.Show;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Restriction.Kind;
import io.innkeeper.booking.stay.Stay;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says in words what a rule asks. */
@Component
class RuleWords {

    private final Show show;

    RuleWords(Show show) {
        this.show = show;
    }

    /** What it asks, in a sentence. */
    String of(Restriction rule) {
        int number = rule.number();
        return switch (rule.kind()) {
            case MINIMUM_STAY ->
                "Who arrives " + on(rule.days()) + " stays at least " + show.count(number, "night") + ".";
            case MAXIMUM_STAY ->
                "Who arrives " + on(rule.days()) + " stays at most " + show.count(number, "night") + ".";
            case CLOSED_TO_ARRIVAL -> "Nobody arrives " + on(rule.days()) + ".";
            case CLOSED_TO_DEPARTURE -> "Nobody leaves " + on(rule.days()) + ".";
            case STOP_SELL -> "No night is sold " + on(rule.days()) + ".";
            case ADVANCE_PURCHASE ->
                "Who arrives " + on(rule.days()) + " books at least " + show.count(number, "day") + " before.";
        };
    }

    private String on(Stay days) {
        String first = show.day(days.arrival());
        return days.length() == 1
                ? "on " + first
                : "from " + first + " to " + show.day(days.departure().minusDays(1));
    }

    /** The kinds to choose from. */
    static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.name(), of(kind));
        }
        return kinds;
    }

    private static String of(Kind kind) {
        return switch (kind) {
            case MINIMUM_STAY -> "Who arrives then stays at least so many nights";
            case MAXIMUM_STAY -> "Who arrives then stays at most so many nights";
            case CLOSED_TO_ARRIVAL -> "Nobody arrives then";
            case CLOSED_TO_DEPARTURE -> "Nobody leaves then";
            case STOP_SELL -> "No night is sold then";
            case ADVANCE_PURCHASE -> "Who arrives then books so many days before";
        };
    }
}
