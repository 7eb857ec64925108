package io.innkeeper.booking.examples.web.loyalty;

import io.innkeeper.booking.hotel.Money;

/** Something would cost more than the guest has agreed to. Thrown inside the transaction, it takes the change back. */
public class DearerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Money total;

    private DearerException(Money total) {
        super("would cost " + total);
        this.total = total;
    }

    static void check(Money total, Money most) {
        if (total.amount().compareTo(most.amount()) > 0) {
            throw new DearerException(total);
        }
    }

    /** What it would cost. */
    public Money total() {
        return total;
    }
}
