package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

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

    private Secrets() {}

    /** Makes sure that none of it is in an answer to this request. */
    static void assertNoneIn(String answer, Object request) {
        for (String secret : NEVER_SHOWN) {
            assertThat(answer).as("answer to %s", request).doesNotContain(secret);
        }
    }
}
