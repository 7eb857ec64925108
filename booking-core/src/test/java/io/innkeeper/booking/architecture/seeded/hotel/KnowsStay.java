package io.innkeeper.booking.architecture.seeded.hotel;

import io.innkeeper.booking.architecture.seeded.stay.KnowsHotel;

/** Wrong together with the other. */
public final class KnowsStay {
    KnowsHotel other() {
        return new KnowsHotel();
    }
}
