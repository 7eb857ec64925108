package io.innkeeper.booking;

import java.util.Objects;

/**
 * A request that names something that is not there, or that whoever asks may not know of: the two are the same answer,
 * so that ids cannot be probed. Nothing was written.
 */
public final class NotFoundException extends InnkeeperException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String id;

    /** For a {@code what} ("room", "user") that {@code id} does not name. */
    public NotFoundException(String what, Object id) {
        super("there is no " + what + " " + id, null);
        this.what = Objects.requireNonNull(what, "what");
        this.id = id.toString();
    }

    /**
     * The kind of thing that was asked for: {@code user}, {@code hotel}, {@code room}, {@code room type},
     * {@code restriction}, {@code booking} or {@code quote}.
     */
    public String what() {
        return what;
    }

    /** The id that names nothing. */
    public String id() {
        return id;
    }
}
