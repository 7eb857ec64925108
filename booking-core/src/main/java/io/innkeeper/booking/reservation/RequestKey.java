package io.innkeeper.booking.reservation;

import io.innkeeper.booking.account.UserId;
import java.util.Objects;

/**
 * What makes a request recognisable when it is repeated; unique per account, and kept with the change that it caused.
 *
 * @param account on whose behalf the request is made
 * @param value the key itself, at most 64 characters
 */
public record RequestKey(UserId account, String value) {

    /** Checks that no part is null. */
    public RequestKey {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(value, "value");
    }
}
