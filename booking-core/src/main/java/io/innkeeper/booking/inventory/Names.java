package io.innkeeper.booking.inventory;

/** What strategies are called that do not say. */
final class Names {

    private Names() {}

    /** The name of the class; not that of a lambda, which is another one in each run. */
    static String of(Object strategy) {
        Class<?> type = strategy.getClass();
        String name = type.getSimpleName();
        return name.isEmpty() || type.isHidden() || type.isSynthetic() ? "custom" : name;
    }
}
