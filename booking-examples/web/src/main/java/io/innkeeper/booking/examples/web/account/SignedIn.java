package io.innkeeper.booking.examples.web.account;

import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import java.io.Serializable;
import java.util.UUID;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is logged in, as it is kept in the session.
 *
 * @param id the user's
 * @param email the user's e-mail address
 * @param name what to call the user
 * @param stamp changes with the password, see {@link User#stamp()}
 */
public record SignedIn(UUID id, String email, String name, UUID stamp) implements AuthenticatedPrincipal, Serializable {

    /** Of a user. */
    public static SignedIn of(User user) {
        return new SignedIn(user.id().value(), user.email(), user.name(), user.stamp());
    }

    /** The user. */
    public UserId user() {
        return new UserId(id);
    }

    /** By what Spring Security knows the user. */
    @Override
    public String getName() {
        return id.toString();
    }

    /** The user, and not the stamp. */
    @Override
    public String toString() {
        return getName();
    }
}
