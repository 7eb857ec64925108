package io.innkeeper.booking.account;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import java.util.Optional;

/**
 * Users: register, log in, change and reset a password. Safe for use by many threads.
 *
 * <p>E-mail addresses are compared without case and surrounding space. Passwords are hashed by the
 * {@link PasswordHasher} and judged by the {@link PasswordPolicy} that the
 * {@linkplain io.innkeeper.booking.Innkeeper.Builder builder} was given; neither they nor their hashes are ever logged or
 * part of a message.
 *
 * <p>Who fails to give the right password several times in a row has to wait before the next attempt is looked at: the
 * first five attempts at an e-mail address are free, then the wait is a second and doubles with each failure up to
 * fifteen minutes. It is counted for addresses without an account just the same, ends with the right password, and is
 * forgotten a day after the last attempt. Nobody is ever locked out for good (OWASP ASVS 5.0, 6.3.1).
 *
 * <p>An unknown address and a wrong password take the same time where the stored hash has the hasher's present parameters;
 * an account whose hash is still of an older kind takes the time of that kind until its user logs in.
 */
public interface Accounts {

    /**
     * Makes an account.
     *
     * @return the new user
     * @throws InvalidRequestException if a field is malformed or the password is not acceptable
     * @throws AlreadyExistsException if the e-mail address has an account
     */
    User register(Registration registration);

    /**
     * Checks a password. An old hash is replaced when the hasher has grown stronger since it was made.
     *
     * @param email the e-mail address as typed
     * @param password the password as typed
     */
    Authentication logIn(String email, String password);

    /**
     * Replaces a password by a new one, and with it the user's {@linkplain User#stamp() stamp}. Attempts are throttled
     * together with those to log in.
     *
     * @param user whose password it is
     * @param currentPassword the password as it is now, which proves that the user is still the one at the keyboard
     * @param newPassword the new password
     * @return the user with a new stamp, if the current password was right
     * @throws InvalidRequestException if the new password is not acceptable
     * @throws NotFoundException if there is no such user
     */
    Authentication changePassword(UserId user, String currentPassword, String newPassword);

    /**
     * Makes a token with which a forgotten password can be reset once, within an hour. It takes the place of an earlier
     * one. The host sends it to {@code token.user().email()}, never to the address that was typed, and tells whoever asked
     * the same thing whether there is a token or not. Who asks again and again for one address is throttled like log-ins,
     * but counted apart from them.
     *
     * @return the token to deliver, or empty if the address has no account or was asked for too often
     */
    Optional<ResetToken> requestPasswordReset(String email);

    /**
     * Sets a new password, and with it a new {@linkplain User#stamp() stamp}, by a token. Of two attempts with one token
     * at the same instant at most one succeeds. Whoever was throttled at the user's address may try again at once.
     *
     * @param secret {@link ResetToken#secret()} as delivered
     * @param newPassword the new password
     * @return the user, or empty if the token is unknown, used, replaced or expired
     * @throws InvalidRequestException if the new password is not acceptable; the token can still be used
     */
    Optional<User> resetPassword(String secret, String newPassword);

    /** The user of this id, for example to compare the {@linkplain User#stamp() stamp} of a session. */
    Optional<User> find(UserId user);
}
