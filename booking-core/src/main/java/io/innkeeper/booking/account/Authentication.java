package io.innkeeper.booking.account;

import java.time.Duration;
import java.util.Optional;

/**
 * Answer to someone who gave a password. An account that does not exist and a password that is wrong are the same
 * answer, after the same time.
 */
public sealed interface Authentication {

    /** The user, if the password was right. */
    default Optional<User> success() {
        return Optional.empty();
    }

    /**
     * The password was right.
     *
     * @param user whose it is
     */
    record Authenticated(User user) implements Authentication {
        @Override
        public Optional<User> success() {
            return Optional.of(user);
        }
    }

    /** There is no such account, or the password is wrong. */
    record Rejected() implements Authentication {}

    /**
     * Too many attempts at this e-mail address failed, so this one was not looked at.
     *
     * @param retryAfter how long to wait before an attempt is looked at again; positive
     */
    record Throttled(Duration retryAfter) implements Authentication {}
}
