package io.innkeeper.booking.internal;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Where new ids come from. */
final class Ids {

    private Ids() {}

    /** A UUID of version 7 (RFC 9562): ordered by time, so that rows which are made together lie together on disk. */
    static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
