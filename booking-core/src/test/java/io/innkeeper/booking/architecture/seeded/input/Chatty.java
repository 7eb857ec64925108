package io.innkeeper.booking.architecture.seeded.input;

import io.innkeeper.booking.architecture.seeded.hotel.KnowsStay;

/** Wrong: input knows the business. */
final class Chatty {
    final KnowsStay hotel = new KnowsStay();
}
