package io.innkeeper.booking.jpa.internal;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids as the schema keeps them: 16 bytes, the most significant first, so that they sort as they were made. */
final class UuidBytes {

    private UuidBytes() {}

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
