package io.innkeeper.booking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request that makes no sense, whoever asks and whatever is in the database. It lists everything that is wrong with
 * it, by field, so that a form can show all of it at once. Nothing was written.
 */
public final class InvalidRequestException extends InnkeeperException {

    private static final long serialVersionUID = 1L;

    private final ArrayList<Violation> violations;

    /**
     * For at least one violation.
     *
     * @throws IllegalArgumentException if {@code violations} is empty
     */
    public InvalidRequestException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")), null);
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("an invalid request has at least one violation");
        }
        this.violations = new ArrayList<>(violations);
    }

    /** For one violation whose value may be shown. */
    public InvalidRequestException(String field, String message, Object value) {
        this(List.of(Violation.of(field, message, value)));
    }

    /** What is wrong, field by field; never empty. */
    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }
}
