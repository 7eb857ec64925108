package io.innkeeper.booking;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some of the answers to a query, in its order, and where the next ones begin. Pages follow keys rather than offsets, so
 * what is inserted while someone turns the pages neither repeats an item nor hides one.
 *
 * @param items the items of this page; fewer than asked for only on the last page, unless the query says otherwise
 * @param next an opaque token to be given back for the page after this one, or null on the last page
 * @param <T> what the query is about
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Makes the list of items unmodifiable. */
    public Page {
        items = List.copyOf(items);
    }

    /** The token for the next page, empty on the last one. */
    public Optional<String> nextPage() {
        return Optional.ofNullable(next);
    }
}
