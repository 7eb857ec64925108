package io.innkeeper.booking.examples.web.account;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.Authentication.Authenticated;
import io.innkeeper.booking.account.Authentication.Rejected;
import io.innkeeper.booking.account.Authentication.Throttled;
import io.innkeeper.booking.account.User;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Has the library check passwords, which also makes those wait who guess. */
@Component
public class LogIn implements AuthenticationProvider {

    private final Innkeeper innkeeper;

    LogIn(Innkeeper innkeeper) {
        this.innkeeper = innkeeper;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String email = attempt.getName();
        String password = String.valueOf(attempt.getCredentials());
        io.innkeeper.booking.account.Authentication answer = logIn(email, password);
        if (answer instanceof Authenticated authenticated) {
            return of(authenticated.user());
        } else if (answer instanceof Throttled throttled) {
            throw new ThrottledException(throttled.retryAfter());
        } else if (answer instanceof Rejected) {
            throw new BadCredentialsException("no such account, or another password");
        }
        throw new IllegalStateException("not known: " + answer);
    }

    private io.innkeeper.booking.account.Authentication logIn(String email, String password) {
        try {
            return innkeeper.accounts().logIn(email, password);
        } catch (InvalidRequestException e) { // nobody has such a password
            return new Rejected();
        } catch (StorageException e) {
            throw new AuthenticationServiceException("the accounts cannot be read", e);
        }
    }

    /** What a session has of a user who is logged in. */
    static Authentication of(User user) {
        return UsernamePasswordAuthenticationToken.authenticated(SignedIn.of(user), null, List.of());
    }

    @Override
    public boolean supports(Class<?> attempt) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(attempt);
    }
}
