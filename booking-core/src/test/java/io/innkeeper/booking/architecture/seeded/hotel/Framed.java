package io.innkeeper.booking.architecture.seeded.hotel;

import org.assertj.core.api.Assertions;

/** Wrong: uses a library that the design does not name. */
final class Framed {
    void check() {
        Assertions.assertThat(true).isTrue();
    }
}
