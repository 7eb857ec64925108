package io.innkeeper.booking.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore.Position;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.reservation.BookingId;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokensTest {

    private static final List<UUID> IDS = List.of(
            new UUID(0, 0),
            new UUID(-1, -1),
            new UUID(Long.MIN_VALUE, Long.MAX_VALUE),
            UUID.fromString("01927f3e-7a3b-7c1d-8e2f-0123456789ab"));

    @Test
    void aTokenForHotelsKeepsFoldedNameAndId() {
        for (UUID id : IDS) {
            for (String name : List.of(
                    "Z\u00fcrich Inn", "\u65c5\u9928", "\ud83c\udfe8", "'\"\\%_", "\u0301", "\ufdfa".repeat(200))) {
                String token = PageTokens.after(hotel(id, name));

                assertThat(token).matches("[A-Za-z0-9_-]+").hasSizeLessThanOrEqualTo(2000);
                assertThat(PageTokens.hotel(token)).isEqualTo(new Position(SearchKey.of(name), new HotelId(id)));
            }
        }
    }

    @Test
    void theLongestTokenIsOneThatQueriesAccept() {
        assertThat(PageTokens.after(hotel(IDS.get(0), "\ud83c\udfe8".repeat(200))))
                .hasSizeLessThanOrEqualTo(2000);
    }

    private static Hotel hotel(UUID id, String name) {
        HotelDetails details = HotelDetails.of(name, "City", ZoneOffset.UTC, Currency.getInstance("EUR"));
        return new Hotel(new HotelId(id), details, false);
    }

    @Test
    void aTokenForBookingsKeepsTheId() {
        for (UUID id : IDS) {
            String token = PageTokens.after(new BookingId(id));

            assertThat(token).matches("[A-Za-z0-9_-]+");
            assertThat(PageTokens.booking(token)).isEqualTo(new BookingId(id));
        }
    }

    @Test
    void noTokenStandsForTheFirstPage() {
        assertThat(PageTokens.hotel(null)).isNull();
        assertThat(PageTokens.booking(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "!", "AAAA", "A", "AAAAAAAAAAAAAAAAAAAA", "\0", "\ud83c\udfe8", "AAAA AAAAAAAAAAAAAAAAAAA"})
    void whatIsNoTokenIsRefused(String token) {
        assertRefused(() -> PageTokens.hotel(token));
        assertRefused(() -> PageTokens.booking(token));
    }

    @Test
    void whatIsTooLongForABookingOrNoUtf8ForAHotelIsRefused() {
        byte[] bytes = new byte[17];
        bytes[16] = (byte) 0xff;
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertRefused(() -> PageTokens.hotel(token));
        assertRefused(() -> PageTokens.booking(token));
    }

    @Test
    void anArrivalThatNoStayHasIsRefused() {
        for (String arrival : List.of("+10000-01-01", "+999999999-12-31", "0000-12-31", "-0001-01-01", "2030-02-30")) {
            byte[] bytes = Arrays.copyOf(new byte[16], 16 + arrival.length());
            System.arraycopy(arrival.getBytes(StandardCharsets.US_ASCII), 0, bytes, 16, arrival.length());
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            assertRefused(() -> PageTokens.arrival(token));
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsExactly("after"));
    }
}
