package io.innkeeper.booking.account;

import java.time.Instant;
import java.util.Objects;

/**
 * The right to set a new password once, for a user who cannot log in. The host delivers {@link #secret()} to the user's
 * e-mail address; the storage keeps only a hash of it.
 *
 * @param user whose password it may reset
 * @param secret what to deliver: 32 random bytes, Base64 for URLs
 * @param expiresAt when it stops working
 */
public record ResetToken(User user, String secret, Instant expiresAt) {

    /** Checks that no part is null. */
    public ResetToken {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** User and expiry; never the secret. */
    @Override
    public String toString() {
        return "ResetToken[user=" + user.id() + ", expiresAt=" + expiresAt + "]";
    }
}
