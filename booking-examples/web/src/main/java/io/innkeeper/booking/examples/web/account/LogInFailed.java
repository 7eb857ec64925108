package io.innkeeper.booking.examples.web.account;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/** Shows the form again, with what went wrong and a status that says so to programs as well. */
@Component
public class LogInFailed implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(LogInFailed.class);

    /** Under which the form finds what went wrong. */
    static final String PROBLEM = "problem";

    /** Where the form is shown again; at its usual place the attempt would be taken for another one. */
    static final String AGAIN = "/log-in-again";

    /** Has an answer say when the next attempt is looked at, and tells in how many seconds that is, at least 1. */
    static long tooMany(HttpServletResponse response, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        return seconds;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof ThrottledException throttled) {
            long seconds = tooMany(response, throttled.retryAfter());
            request.setAttribute(PROBLEM, "Too many attempts. Please wait " + seconds + " seconds and try again.");
        } else if (failure instanceof AuthenticationServiceException) {
            log.error("nobody can log in", failure);
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            request.setAttribute(PROBLEM, "We are very busy. Please try again in a moment.");
        } else {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            request.setAttribute(PROBLEM, "There is no account with this e-mail address and password.");
        }
        request.getRequestDispatcher(AGAIN).forward(request, response);
    }
}
