package io.innkeeper.booking.internal;

/** What was to be sold is not what the hotel sells any more: it is to be looked up again. */
final class Outdated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Outdated() {
        super("the hotel, its rooms or its terms have changed", null, false, false);
    }
}
