package io.innkeeper.booking.examples.web.page;

import io.innkeeper.booking.examples.web.account.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Whoever looks at a page; pages know it as {@code visitor}. */
@Component
public class Visitor {

    /** The visitor's account; null if they are not logged in. */
    public @Nullable SignedIn account() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn known ? known : null;
    }
}
