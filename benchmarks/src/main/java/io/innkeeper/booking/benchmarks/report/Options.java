package io.innkeeper.booking.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Options of a command line: each {@code --name=value}. Not for use by many threads. */
public final class Options {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private Options() {}

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is not {@code --name=value}
     */
    public static Options of(String... args) {
        Options options = new Options();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--") || equals < 3) {
                throw new IllegalArgumentException("an option is --name=value, and not " + arg);
            }
            options.values.put(arg.substring(2, equals), arg.substring(equals + 1));
        }
        return options;
    }

    /** The value of an option, or what it is if it is not given. */
    public String text(String name, String otherwise) {
        asked.add(name);
        return values.getOrDefault(name, otherwise);
    }

    /** The same as a list, divided by commas. */
    public List<String> list(String name, String otherwise) {
        return List.of(text(name, otherwise).split(",", -1));
    }

    /**
     * The same as a number.
     *
     * @throws IllegalArgumentException if it is none
     */
    public int number(String name, int otherwise) {
        String text = text(name, "");
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    /**
     * Checks that every option was asked for by now: one that is misspelt would not be noticed otherwise.
     *
     * @throws IllegalArgumentException if one was not; names those that there are
     */
    public void checkAllKnown() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no such option: " + unknown + "; there are " + asked);
        }
    }
}
