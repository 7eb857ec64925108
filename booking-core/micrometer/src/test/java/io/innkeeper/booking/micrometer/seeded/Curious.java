package io.innkeeper.booking.micrometer.seeded;

import io.innkeeper.booking.internal.Watch;
import io.innkeeper.booking.memory.MemoryStorage;
import org.assertj.core.api.Assertions;

/** Wrong: looks into the library, and uses one that the design does not name. */
final class Curious {
    void check(Watch watch, MemoryStorage storage) {
        Assertions.assertThat(watch).isNotEqualTo(storage);
    }
}
