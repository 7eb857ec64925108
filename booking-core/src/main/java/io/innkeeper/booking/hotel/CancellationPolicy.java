package io.innkeeper.booking.hotel;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What cancelling a booking costs at a hotel. It is agreed when a booking is made: a later change of the policy does not
 * touch what is booked, unless that is changed itself: then it is on the terms of the day on which it is changed.
 *
 * @param freeDays until how many days before the arrival cancelling is free, 0 to 365; 0 is the day of arrival
 * @param feePercent how many hundredths of the total are to be paid after that, 0 to 100; also by who does not come
 */
public record CancellationPolicy(
        @Min(value = 0, message = "must be 0 to 365") @Max(value = 365, message = "must be 0 to 365")
        int freeDays,

        @Min(value = 0, message = "must be 0 to 100") @Max(value = 100, message = "must be 0 to 100")
        int feePercent) {

    private static final CancellationPolicy FREE = new CancellationPolicy(0, 0);

    /** Nothing is ever to be paid. */
    public static CancellationPolicy free() {
        return FREE;
    }

    /** Whether nothing is ever to be paid. */
    public boolean isFree() {
        return feePercent == 0;
    }

    /** What is to be paid for a booking of this total, rounded half up to the currency's minor unit. */
    public Money fee(Money total) {
        return total.percent(feePercent);
    }
}
