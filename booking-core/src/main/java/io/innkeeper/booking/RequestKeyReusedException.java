package io.innkeeper.booking;

import java.util.Objects;

/**
 * A request has a key that its account gave to another request before, which was done, or that was used up to make sure that
 * its request is never done. Nothing was written: a key stands for one request.
 */
public final class RequestKeyReusedException extends InnkeeperException {

    private static final long serialVersionUID = 1L;

    private final String key;

    /** For a {@code key} that was used before. */
    public RequestKeyReusedException(String key) {
        super(
                Violation.of("key", "was given to another request, or given up", key)
                        .toString(),
                null);
        this.key = Objects.requireNonNull(key, "key");
    }

    /** The key. */
    public String key() {
        return key;
    }
}
