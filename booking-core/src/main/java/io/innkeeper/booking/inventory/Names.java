package io.innkeeper.booking.inventory;

/** What strategies are called that do not say. */
final class Names {

    private Names() {}

    /** The name of the class; not that of a lambda or a proxy, which may be another one in each run. */
    static String of(Object strategy) {
        String name = strategy.getClass().getSimpleName();
        return name.isEmpty() || name.contains("$") ? "custom" : name;
    }
}
