package io.innkeeper.booking.architecture.seeded.stay;

import io.innkeeper.booking.architecture.seeded.hotel.KnowsStay;

/** Wrong together with the other. */
public final class KnowsHotel {
    KnowsStay other() {
        return new KnowsStay();
    }
}
