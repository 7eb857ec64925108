package io.innkeeper.booking.examples.web;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.examples.web.account.EndedSessions;
import io.innkeeper.booking.examples.web.account.LogInFailed;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may see what, and what browsers are told to refuse, as OWASP ASVS 5.0 asks for in its chapters 3 and 7. Spring
 * Security's defaults stay as they are: tokens against forged requests, a new session id at log-in.
 */
@Configuration
class SecurityConfiguration {

    /** Everything comes from here, and nothing is written in the pages: neither scripts nor styles. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=()";

    /** What strangers may look at, and machines that only want to know whether it is there. */
    private static final String[] PUBLIC = {"/", "/search", "/hotels/*", "/feeds/*", "/livez", "/readyz"};

    @Bean
    SecurityFilterChain pages(HttpSecurity http, Innkeeper innkeeper, LogInFailed logInFailed) {
        RequestCache wanted = onlyOfPages();
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/app.css", "/app.js", "/favicon.svg", "/pictures/**")
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, PUBLIC)
                                .permitAll()
                                .requestMatchers(HttpMethod.HEAD, PUBLIC)
                                .permitAll()
                                .requestMatchers("/register", "/login")
                                .permitAll()
                                // Only at the port of whoever looks after this machine.
                                .requestMatchers(EndpointRequest.toAnyEndpoint())
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .formLogin(login -> login.loginPage("/login")
                        .successHandler(onwards(wanted))
                        .failureHandler(logInFailed))
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .requestCache(cache -> cache.requestCache(wanted))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS_POLICY))
                        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
                .addFilterBefore(new EndedSessions(innkeeper), AuthorizationFilter.class)
                .build();
    }

    /** Whoever logs in goes on to the page that they wanted, and not to a picture of it. */
    private static RequestCache onlyOfPages() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        RequestMatcher get = PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/**");
        cache.setRequestMatcher(request -> get.matches(request) && accepts(request.getHeader("Accept")));
        return cache;
    }

    /** That page is here, whatever host the request for it named. */
    private static AuthenticationSuccessHandler onwards(RequestCache wanted) {
        SavedRequestAwareAuthenticationSuccessHandler handler = new SavedRequestAwareAuthenticationSuccessHandler();
        handler.setRequestCache(wanted);
        handler.setRedirectStrategy(
                (request, response, url) -> response.sendRedirect(url.replaceFirst("^\\w+://[^/?#]*", "")));
        return handler;
    }

    private static boolean accepts(@Nullable String types) {
        return types != null && types.contains("text/html");
    }
}
