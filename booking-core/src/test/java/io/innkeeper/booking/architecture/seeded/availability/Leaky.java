package io.innkeeper.booking.architecture.seeded.availability;

import io.innkeeper.booking.architecture.seeded.internal.Worker;
import java.util.List;

/** Wrong: shows what is internal, and knows it. */
public final class Leaky {

    /** Whom nobody should see. */
    public List<Worker> workers() {
        return List.of();
    }
}
