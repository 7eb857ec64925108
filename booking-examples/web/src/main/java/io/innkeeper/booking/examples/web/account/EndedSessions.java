package io.innkeeper.booking.examples.web.account;

import io.innkeeper.booking.Innkeeper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/** Logs out whoever's password was changed since the log-in. */
public class EndedSessions extends OncePerRequestFilter {

    private final Innkeeper innkeeper;

    /** By the accounts as they are at each request. */
    public EndedSessions(Innkeeper innkeeper) {
        this.innkeeper = innkeeper;
    }

    /** What is the same for everybody needs no session. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/pictures/") || path.startsWith("/app.") || path.equals("/favicon.svg");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedIn known && !isCurrent(known)) {
            new SecurityContextLogoutHandler().logout(request, response, authentication);
        }
        chain.doFilter(request, response);
    }

    private boolean isCurrent(SignedIn known) {
        return innkeeper
                .accounts()
                .find(known.user())
                .filter(user -> user.stamp().equals(known.stamp()))
                .isPresent();
    }
}
