package io.innkeeper.booking.reservation;

import io.innkeeper.booking.hotel.Money;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What a booking costs if it is cancelled, as it was agreed when it was made.
 *
 * @param freeUntil the last date at the hotel on which nothing is to be paid
 * @param fee what is to be paid after that; also by who does not come
 */
public record CancellationTerms(LocalDate freeUntil, Money fee) {

    /** Checks that no part is null. */
    public CancellationTerms {
        Objects.requireNonNull(freeUntil, "freeUntil");
        Objects.requireNonNull(fee, "fee");
    }

    /** What is to be paid by who cancels on a date at the hotel. */
    public Money feeOn(LocalDate date) {
        return date.isAfter(freeUntil) ? fee : fee.times(0);
    }
}
