package io.innkeeper.booking.examples.web;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids as they are in BINARY(16) columns. */
public final class BinaryId {

    private BinaryId() {}

    /** As a column has it. */
    public static byte[] of(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** As Java has it. */
    public static UUID read(byte[] column) {
        ByteBuffer buffer = ByteBuffer.wrap(column);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
