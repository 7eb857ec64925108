package io.innkeeper.booking.internal;

import io.innkeeper.booking.Page;
import java.util.List;
import java.util.function.Function;

/** Cuts pages from answers that were asked for with one item more than a page has. */
final class Pages {

    private Pages() {}

    static <T> Page<T> cut(List<T> oneMore, int pageSize, Function<T, String> tokenAfter) {
        if (oneMore.size() <= pageSize) {
            return new Page<>(oneMore, null);
        }
        List<T> items = oneMore.subList(0, pageSize);
        return new Page<>(items, tokenAfter.apply(items.get(pageSize - 1)));
    }
}
