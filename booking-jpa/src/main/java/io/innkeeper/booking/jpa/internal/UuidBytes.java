package io.innkeeper.booking.jpa.internal;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids as the schema keeps them: 16 bytes, the most significant first, so that they sort as they were made. */
final class UuidBytes {

    private UuidBytes() {}

    /** A new id as the application makes them: ordered by time, version 7 of RFC 9562. */
    static UUID next() {
        UUID random = UUID.randomUUID();
        long time = System.currentTimeMillis() << 16;
        return new UUID(time | 0x7000 | (random.getMostSignificantBits() & 0xfff), random.getLeastSignificantBits());
    }

    static byte[] of(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID toUuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
