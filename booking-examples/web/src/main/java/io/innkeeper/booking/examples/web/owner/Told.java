package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.stay.RuleViolation;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** What owners are told when something is not done, and by which status programs know it. */
final class Told {

    /** What is done, for the page that comes next. */
    static final String DONE = "done";

    /** What is not done, for the same. */
    static final String FAILED = "failed";

    private static final int MOST_NIGHTS = 7;

    /** What the library calls otherwise than the forms do. */
    private static final Map<String, String> FIELDS = Map.of(
            "stay.arrival", "from",
            "stay.departure", "until",
            "nights", "until",
            "nightlyRate.currency", "nightlyRate",
            "rate.currency", "rate");

    private Told() {}

    /** Why an answer of the library is no success. */
    static String why(Outcome outcome) {
        if (outcome instanceof Refused refused) {
            return "This cannot be done: "
                    + refused.reasons().stream().map(RuleViolation::message).collect(Collectors.joining("; ")) + ".";
        } else if (outcome instanceof Unavailable taken) {
            return "Somebody has the room already" + nights(taken) + ". Nothing was changed.";
        } else if (outcome instanceof Contended || outcome instanceof TooLate) {
            return "Many people are booking at this moment, and it was not your turn. Nothing was changed: please try"
                    + " again.";
        } else if (outcome instanceof Unknown) {
            return "The connection to the database was lost, so we do not know whether it was done. Please look below,"
                    + " and try again if it was not.";
        }
        throw new IllegalStateException("not known: " + outcome);
    }

    private static String nights(Unavailable taken) {
        if (taken.nights().isEmpty()) {
            return "";
        }
        return taken.nights().stream()
                        .limit(MOST_NIGHTS)
                        .map(LocalDate::toString)
                        .collect(Collectors.joining(", ", " in the night of ", ""))
                + (taken.nights().size() > MOST_NIGHTS ? " and later" : "");
    }

    /** The status of the page that says so. */
    static HttpStatus status(Outcome outcome) {
        return outcome instanceof Refused || outcome instanceof Unavailable
                ? HttpStatus.CONFLICT
                : HttpStatus.SERVICE_UNAVAILABLE;
    }

    /** Notes in a form what the library found wrong, by the names that the fields have there. */
    static void refused(Form form, InvalidRequestException refusal) {
        form.refusedBy(new InvalidRequestException(refusal.violations().stream()
                .map(each -> new Violation(field(each.field()), each.message(), each.value()))
                .toList()));
    }

    private static String field(String field) {
        return FIELDS.getOrDefault(field, field.replaceFirst("^(rooms\\[\\d+]|cancellation)\\.", ""));
    }
}
