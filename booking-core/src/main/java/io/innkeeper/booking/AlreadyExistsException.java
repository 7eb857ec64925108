package io.innkeeper.booking;

import java.util.Objects;

/**
 * Something that must be unique is there already: an e-mail address that has an account, a room number that its hotel
 * uses. The database decides this, so of two requests at the same instant exactly one gets it. Nothing was written.
 */
public final class AlreadyExistsException extends InnkeeperException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;

    /** For a {@code field} whose {@code value} is taken. */
    public AlreadyExistsException(String field, String value) {
        super(Violation.of(field, "is already taken", value).toString(), null);
        this.field = Objects.requireNonNull(field, "field");
        this.value = Objects.requireNonNull(value, "value");
    }

    /** The field that must be unique, for example {@code email}. */
    public String field() {
        return field;
    }

    /** The value that is taken, in the form in which it is compared. */
    public String value() {
        return value;
    }
}
