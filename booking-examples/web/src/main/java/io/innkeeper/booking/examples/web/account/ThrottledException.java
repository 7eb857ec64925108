package io.innkeeper.booking.examples.web.account;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many attempts to log in failed, so this one was not looked at. */
class ThrottledException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    ThrottledException(Duration retryAfter) {
        super("too many attempts; the next one is looked at after " + retryAfter);
        this.retryAfter = retryAfter;
    }

    /** After how long the next one is looked at. */
    Duration retryAfter() {
        return retryAfter;
    }
}
