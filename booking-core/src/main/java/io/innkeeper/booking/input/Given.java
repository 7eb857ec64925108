package io.innkeeper.booking.input;

import io.innkeeper.booking.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** Refuses null where a host hands it over in spite of the annotations. */
public final class Given {

    private Given() {}

    /**
     * The value itself.
     *
     * @throws InvalidRequestException if it is null, naming the field
     */
    public static <T> T notNull(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidRequestException(field, "must be given", "null");
        }
        return value;
    }
}
