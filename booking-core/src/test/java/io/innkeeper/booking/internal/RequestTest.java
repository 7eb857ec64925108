package io.innkeeper.booking.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final Stay STAY = Stay.of(LocalDate.of(2031, 5, 20), 3);
    private static final RoomChoice ROOM = new RoomChoice.ThisRoom(new RoomId(new UUID(2, 2)));
    private static final RoomChoice ANY = new RoomChoice.AnyRoom(new HotelId(new UUID(3, 3)), "double");

    private static String fingerprint(String... what) {
        return Request.of(ADA, "key", what).fingerprint();
    }

    /** They are stored: after an update of the library a request must still be known to be the same. */
    @Test
    void fingerprintsAreTheSameInEveryVersion() {
        assertThat(fingerprint("book", Request.text(ROOM, STAY, 2)))
                .isEqualTo("d11d5502b6e1dd71876856672d1f325a902070fda4f6247a87a825e3469f72ea");
        assertThat(fingerprint("book", Request.text(ANY, STAY, 2)))
                .isEqualTo("2443ccd74b3485d9226fd2eefb21db98c45269795b29e1a085167a1360c672e2");
        assertThat(fingerprint(Transition.CONFIRM.name(), "0", ""))
                .isEqualTo("6c246bbbcf596c7d4832708d175529b01a409c043de3ee9d53297cc99380b2b9");
    }

    @Test
    void aQuoteIsPartOfARequestThatNamesOneAndOfNoOther() {
        BookingRequest plain = new BookingRequest(ADA, ROOM, STAY, 2, ADA, null, null);
        BookingRequest quoted = new BookingRequest(ADA, ROOM, STAY, 2, ADA, null, new QuoteId(new UUID(4, 4)));

        assertThat(Request.text(plain)).isEqualTo(Request.text(ROOM, STAY, 2));
        assertThat(fingerprint("book", Request.text(quoted)))
                .isEqualTo("1ee26669ac9cf1a87f92ba542cf6bd8577a74ad5acebd04d512045ca24050bce");
    }

    @Test
    void whereOnePartEndsMakesADifference() {
        assertThat(fingerprint("a", "bc")).isNotEqualTo(fingerprint("ab", "c"));
        assertThat(fingerprint("a")).isNotEqualTo(fingerprint("a", ""));
    }
}
