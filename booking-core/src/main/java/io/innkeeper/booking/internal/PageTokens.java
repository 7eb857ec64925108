package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.stay.Stay;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes places in an order as tokens, and reads them back. A token is not secret, only opaque. */
final class PageTokens {

    private static final int UUID_BYTES = 16;

    private PageTokens() {}

    static String after(Hotel hotel) {
        byte[] name = SearchKey.of(hotel.name()).value().getBytes(StandardCharsets.UTF_8);
        return encode(hotel.id().value(), name);
    }

    static String after(BookingId booking) {
        return encode(booking.value(), new byte[0]);
    }

    static String after(Booking booking) {
        byte[] arrival = booking.stay().arrival().toString().getBytes(StandardCharsets.UTF_8);
        return encode(booking.id().value(), arrival);
    }

    static BookingStore.@Nullable Position arrival(@Nullable String token) {
        if (token == null) {
            return null;
        }
        ByteBuffer bytes = decode(token);
        BookingId booking = new BookingId(uuid(bytes));
        try {
            LocalDate arrival =
                    LocalDate.parse(StandardCharsets.UTF_8.decode(bytes).toString());
            if (arrival.getYear() >= 1 && arrival.getYear() <= Stay.LAST_YEAR) {
                return new BookingStore.Position(arrival, booking);
            }
        } catch (DateTimeParseException e) {
            throw malformed(token);
        }
        throw malformed(token);
    }

    static HotelStore.@Nullable Position hotel(@Nullable String token) {
        if (token == null) {
            return null;
        }
        ByteBuffer bytes = decode(token);
        HotelId id = new HotelId(uuid(bytes));
        try {
            CharBuffer name = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return new HotelStore.Position(new SearchKey(name.toString()), id);
        } catch (CharacterCodingException e) {
            throw malformed(token);
        }
    }

    static @Nullable BookingId booking(@Nullable String token) {
        if (token == null) {
            return null;
        }
        ByteBuffer bytes = decode(token);
        UUID id = uuid(bytes);
        if (bytes.hasRemaining()) {
            throw malformed(token);
        }
        return new BookingId(id);
    }

    private static String encode(UUID id, byte[] rest) {
        ByteBuffer bytes = ByteBuffer.allocate(UUID_BYTES + rest.length);
        bytes.putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(rest);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static ByteBuffer decode(String token) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            if (bytes.remaining() >= UUID_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw malformed(token);
        }
        throw malformed(token);
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static InvalidRequestException malformed(String token) {
        return new InvalidRequestException("after", "must be a token that a page gave", token);
    }
}
