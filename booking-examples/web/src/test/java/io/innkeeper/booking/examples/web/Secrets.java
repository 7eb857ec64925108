package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** What is nobody's business outside: how the application is made, and how it failed. */
final class Secrets {

    private static final List<String> NEVER_SHOWN = List.of(
            "Exception",
            "at io.innkeeper",
            "io.innkeeper.booking",
            "org.springframework",
            "org.hibernate",
            "org.thymeleaf",
            "java.",
            "SQL",
            "jdbc",
            "Tomcat",
            "Whitelabel");

    /** Random, so that whatever is in it says nothing. */
    private static final Pattern TOKEN = Pattern.compile("(?<=name=\"_csrf\" value=\"|/feeds/)[\\w-]+");

    private Secrets() {}

    /** Makes sure that none of it is in an answer to this request. */
    static void assertNoneIn(String answer, Object request) {
        String told = TOKEN.matcher(answer).replaceAll("");
        for (String secret : NEVER_SHOWN) {
            assertThat(told).as("answer to %s", request).doesNotContain(secret);
        }
    }
}
