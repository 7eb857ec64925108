package io.innkeeper.booking.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The passwords that attackers try first. The resource's head tells where they come from. About two megabytes, loaded
 * when first asked for.
 */
final class CommonPasswords {

    private static final String RESOURCE = "common-passwords.txt";

    private CommonPasswords() {}

    /** Whether a {@linkplain PasswordText#fold(String) folded} password is among them. */
    static boolean contains(String folded) {
        return all().contains(folded);
    }

    /** All of them, folded. */
    static Set<String> all() {
        return Loaded.ALL;
    }

    private static final class Loaded {
        static final Set<String> ALL = load();
    }

    private static Set<String> load() {
        try (InputStream stream = CommonPasswords.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + CommonPasswords.class.getName());
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return lines.lines()
                    .dropWhile(line -> !line.isEmpty()) // the head, which ends at the first empty line
                    .skip(1)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
