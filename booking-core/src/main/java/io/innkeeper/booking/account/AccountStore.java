package io.innkeeper.booking.account;

import io.innkeeper.booking.AlreadyExistsException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where users and the hashes of their passwords are kept: the port that a storage implements. E-mail addresses come in
 * the form in which they are compared, and are compared exactly. Every method is atomic and durable when it returns;
 * implementations are safe for use by many threads.
 */
public interface AccountStore {

    /**
     * A user with the hash of the password, read together.
     *
     * @param user the user
     * @param passwordHash the hash in the form of the {@link PasswordHasher} that made it
     */
    record Credential(User user, String passwordHash) {

        /** The user; never the hash. */
        @Override
        public String toString() {
            return "Credential[user=" + user.id() + "]";
        }
    }

    /**
     * How attempts to log in at one e-mail address went lately.
     *
     * @param failures attempts since the last success
     * @param lastAt when the last of them was
     * @param retryAt from when on the next one is looked at
     */
    record Attempts(int failures, Instant lastAt, Instant retryAt) {}

    /**
     * Adds a user with the hash of the first password.
     *
     * @throws AlreadyExistsException if a user has this e-mail address, also when both are added at the same instant
     */
    void add(User user, String passwordHash);

    /** The user of this id. */
    Optional<User> find(UserId user);

    /** The user of this e-mail address, with the hash. */
    Optional<Credential> credential(String email);

    /** The user of this id, with the hash. */
    Optional<Credential> credential(UserId user);

    /**
     * Replaces a hash and the user's stamp, if the hash is still the expected one. An outstanding reset token ends when
     * the stamp changes.
     *
     * @param newStamp the user's stamp from now on; the present one where only the hash's parameters have grown
     * @return whether it was replaced
     */
    boolean replacePassword(Credential expected, String newHash, UUID newStamp);

    /** Keeps the hash of a reset token for a user, in place of an earlier one. */
    void putResetToken(UserId user, byte[] tokenHash, Instant expiresAt);

    /** The user who may reset the password by a token of this hash that has not expired by {@code now}. */
    Optional<User> findByResetToken(byte[] tokenHash, Instant now);

    /**
     * Uses a token up: sets a new hash and a new stamp and removes the token, if it is there and has not expired.
     *
     * @return whether it was there; of two calls for one token only one gets true
     */
    boolean redeemResetToken(byte[] tokenHash, Instant now, String newHash, UUID newStamp);

    /**
     * The attempts at an address.
     *
     * @param addressHash hash of the e-mail address, so that addresses that nobody registered are not kept readable
     */
    Optional<Attempts> attempts(byte[] addressHash);

    /**
     * Replaces the attempts at an address if they are still the expected ones; null stands for none.
     *
     * @return whether they were replaced
     */
    boolean replaceAttempts(byte[] addressHash, @Nullable Attempts expected, @Nullable Attempts replacement);

    /** Forgets attempts whose last was before {@code limit}; a bounded number a call. */
    void forgetAttempts(Instant limit);
}
