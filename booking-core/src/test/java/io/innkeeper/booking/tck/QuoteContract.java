package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.Held;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.QuoteOutcome;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quoted;
import io.innkeeper.booking.reservation.Quotes;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is promised of quotes: until one expires its price is the price, whatever becomes of rates and restrictions. */
public abstract class QuoteContract extends StorageContract {

    private static final Duration VALID_FOR = Duration.ofMinutes(20);

    /** For subclasses. */
    protected QuoteContract() {}

    private Quotes quotes() {
        return innkeeper().quotes();
    }

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private Quote quoted(QuoteRequest request) {
        QuoteOutcome outcome = quotes().quote(request, VALID_FOR);
        assertThat(outcome).isInstanceOf(Quoted.class);
        return ((Quoted) outcome).quote();
    }

    private Quote quoted(Room room, Stay stay) {
        return quoted(QuoteRequest.room(room.id(), stay, 1));
    }

    private void setRate(HotelId hotel, String type, Stay nights, String rate) {
        innkeeper().tariffs().setRate(hotel, type, nights, euros(rate));
    }

    private static Money euros(String amount) {
        return Money.of(amount, "EUR");
    }

    private static void assertRefused(Object outcome, String... rules) {
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reasons())
                .extracting(RuleViolation::rule)
                .containsExactly(rules);
    }

    // The price

    @Test
    void aQuoteSaysWhatEachNightCostsAndIsKept() {
        Room room = newRoom();
        setRate(room.hotel(), "double", stay(11, 1), "149.99");

        Quote quote = quoted(room, stay(10, 3));

        assertThat(quote.nightly()).containsExactly(euros("100"), euros("149.99"), euros("100"));
        assertThat(quote.total()).isEqualTo(euros("349.99"));
        assertThat(quote)
                .isEqualTo(new Quote(
                        quote.id(),
                        room.hotel(),
                        new RoomChoice.ThisRoom(room.id()),
                        stay(10, 3),
                        1,
                        quote.nightly(),
                        quote.expiresAt()));
        assertThat(applications(2).get(1).quotes().find(quote.id())).contains(quote);
        assertThat(audit(room.hotel())).isEmpty();
    }

    @Test
    void whatWasQuotedIsBookedAndHeldAtThatPriceWhateverHasChanged() {
        Room room = newRoom();
        Quote first = quoted(room, stay(10, 3));
        Quote second = quoted(QuoteRequest.anyRoom(room.hotel(), "double", stay(20, 2), 2));

        setRate(room.hotel(), "double", stay(0, 40), "500");
        innkeeper().tariffs().restrict(room.hotel(), Restriction.stopSell(stay(0, 40)));

        Booking booking = booked(bookings().book(BookingRequest.quoted(newGuest(), first)));
        Outcome held = bookings().hold(BookingRequest.quoted(newGuest(), second), VALID_FOR);
        assertThat(held).isInstanceOf(Held.class);
        Booking hold = held.success().orElseThrow();
        assertThat(booking.total()).isEqualTo(euros("300"));
        assertThat(hold.total()).isEqualTo(euros("200"));
        assertThat(bookings()
                        .confirm(hold.user(), hold.id())
                        .success()
                        .orElseThrow()
                        .total())
                .isEqualTo(euros("200"));
        assertThat(audit(room.hotel())).hasSize(2).contains(booking);
    }

    @Test
    void ofAnyRoomThePriceIsThatOfTheCheapestWhicheverTheBookingGets() {
        Hotel hotel = newHotel();
        Room cheap = newRoom(hotel.id(), "1", "double", 2, "80");
        Room dear = newRoom(hotel.id(), "2", "double", 2, "120");
        newRoom(hotel.id(), "3", "double", 1, "10");
        newRoom(hotel.id(), "4", "suite", 2, "20");

        Quote quote = quoted(QuoteRequest.anyRoom(hotel.id(), "double", stay(10, 2), 2));
        booked(newGuest(), cheap, stay(11, 1));

        assertThat(quote.nightly()).containsExactly(euros("80"), euros("80"));
        Booking booking = booked(bookings().book(BookingRequest.quoted(newGuest(), quote)));
        assertThat(booking.room()).isEqualTo(dear.id());
        assertThat(booking.total()).isEqualTo(euros("160"));
    }

    @Test
    void amountsAreExactInTheMinorUnitOfTheCurrency() {
        for (String currency : List.of("JPY", "EUR", "KWD", "CLF")) {
            Currency in = Currency.getInstance(currency);
            Hotel hotel =
                    innkeeper().hotels().add(HotelDetails.of(unique("Hotel"), unique("City"), ZoneOffset.UTC, in));
            Money smallest = new Money(BigDecimal.ONE.movePointLeft(in.getDefaultFractionDigits()), in);
            Room room = innkeeper().hotels().addRoom(hotel.id(), new RoomDetails("1", "double", 2, smallest));
            innkeeper().tariffs().setRate(hotel.id(), "double", stay(10, 1), smallest.times(999));

            Quote quote = quoted(room, stay(9, 3));

            assertThat(quote.nightly()).containsExactly(smallest, smallest.times(999), smallest);
            assertThat(quotes().find(quote.id())).contains(quote);
            assertThat(booked(bookings().book(BookingRequest.quoted(newGuest(), quote)))
                            .total())
                    .isEqualTo(smallest.times(1001));
        }
    }

    @Test
    void theLongestAndDearestStayIsQuoted() {
        Room room = newRoom();
        setRate(room.hotel(), "double", stay(0, 400), "1000000000");

        Quote quote = quoted(room, stay(10, 366));

        assertThat(quote.total()).isEqualTo(euros("366000000000"));
        assertThat(quotes().find(quote.id())).contains(quote);
    }

    // How long

    @Test
    void anExpiredQuoteIsRefused() {
        Room room = newRoom();
        Quote quote = quoted(room, stay(10, 3));
        outside().expireQuotes(room.hotel());

        for (Outcome outcome : List.of(
                bookings().book(BookingRequest.quoted(newGuest(), quote)),
                bookings().hold(BookingRequest.quoted(newGuest(), quote), VALID_FOR))) {
            assertRefused(outcome, "quote-expired");
            assertThat(((Refused) outcome).reasons().get(0).values())
                    .containsEntry("quote", quote.id().toString());
        }
        assertThat(quotes().find(quote.id())).map(Quote::id).contains(quote.id());
        assertThat(booked(newGuest(), room, stay(10, 3)).total()).isEqualTo(quote.total());
    }

    @Test
    void aQuoteIsValidForAsLongAsWasAskedByTheClockOfTheStorage() {
        Room room = newRoom();
        Quote hour =
                ((Quoted) quotes().quote(QuoteRequest.room(room.id(), stay(1, 1), 1), Duration.ofHours(1))).quote();
        Quote week =
                ((Quoted) quotes().quote(QuoteRequest.room(room.id(), stay(1, 1), 1), Duration.ofDays(90))).quote();

        assertThat(Duration.between(hour.expiresAt(), week.expiresAt()))
                .isBetween(Duration.ofDays(90).minusHours(1), Duration.ofDays(90));
        for (Duration length :
                List.of(Duration.ofMillis(999), Duration.ofDays(90).plusNanos(1), Duration.ofSeconds(-1))) {
            assertInvalid("validFor", () -> quotes().quote(QuoteRequest.room(room.id(), stay(1, 1), 1), length));
        }
    }

    @Test
    void aRequestWithAKeyIsAnsweredAgainAfterItsQuoteHasExpired() {
        Room room = newRoom();
        UserId guest = newGuest();
        Quote quote = quoted(room, stay(10, 3));
        Quote other = quoted(room, stay(10, 3));
        Bookings keyed = bookings().withKey(UUID.randomUUID().toString());

        Outcome booked = keyed.book(BookingRequest.quoted(guest, quote));
        outside().expireQuotes(room.hotel());

        assertThat(booked).isInstanceOf(Booked.class);
        assertThat(keyed.book(BookingRequest.quoted(guest, quote))).isEqualTo(booked);
        for (BookingRequest another :
                List.of(BookingRequest.quoted(guest, other), BookingRequest.room(guest, room.id(), stay(10, 3), 1))) {
            assertThatExceptionOfType(RequestKeyReusedException.class).isThrownBy(() -> keyed.book(another));
        }
    }

    // No promise of a room

    @Test
    void aQuoteHoldsNoRoomAndMayBeBookedAsOftenAsThereAreRooms() {
        Hotel hotel = newHotel();
        newRooms(hotel.id(), 2);
        Quote quote = quoted(QuoteRequest.anyRoom(hotel.id(), "double", stay(10, 1), 1));

        booked(bookings().book(BookingRequest.quoted(newGuest(), quote)));
        booked(bookings().book(BookingRequest.quoted(newGuest(), quote)));

        assertThat(bookings().book(BookingRequest.quoted(newGuest(), quote)))
                .isEqualTo(new Unavailable(stay(10, 1).nights()));
    }

    private static BookingRequest request(
            UserId guest, RoomChoice room, Stay stay, int guests, @Nullable QuoteId quote) {
        return new BookingRequest(guest, room, stay, guests, guest, null, quote);
    }

    /** Whatever booking says of a stay that it does not give, the quote says as well. */
    private void assertSameAnswer(QuoteRequest request) {
        Outcome outcome = bookings().book(request(newGuest(), request.room(), request.stay(), request.guests(), null));
        assertThat(outcome.success()).isEmpty();
        assertThat((Object) quotes().quote(request, VALID_FOR)).isEqualTo(outcome);
    }

    @Test
    void whatCannotBeBookedIsAnsweredAsBookingAnswersIt() {
        Hotel hotel = newHotel();
        Room a = newRoom(hotel.id(), "a");
        Room b = newRoom(hotel.id(), "b");
        Room small = newRoom(hotel.id(), "c", "single", 1, "50");
        Room closed = newRoom(hotel.id(), "d", "suite", 4, "50");
        innkeeper().hotels().closeRoom(closed.id());
        booked(newGuest(), a, stay(10, 2));
        booked(newGuest(), b, stay(11, 2));
        innkeeper().tariffs().restrict(hotel.id(), Restriction.minimumStay(2, stay(30, 1)));

        assertSameAnswer(QuoteRequest.room(a.id(), stay(9, 5), 1)); // taken
        assertSameAnswer(QuoteRequest.anyRoom(hotel.id(), "double", stay(9, 5), 1)); // one night taken in all
        assertSameAnswer(QuoteRequest.anyRoom(hotel.id(), "double", stay(11, 2), 1));
        assertSameAnswer(QuoteRequest.room(a.id(), stay(30, 1), 3)); // two rules
        assertSameAnswer(QuoteRequest.room(a.id(), stay(-1, 3), 1));
        assertSameAnswer(QuoteRequest.room(small.id(), stay(5, 1), 2));
        assertSameAnswer(QuoteRequest.anyRoom(hotel.id(), "single", stay(5, 1), 2));
        assertSameAnswer(QuoteRequest.room(closed.id(), stay(5, 1), 1));
        assertSameAnswer(QuoteRequest.anyRoom(hotel.id(), "suite", stay(5, 1), 1));
        innkeeper().hotels().close(hotel.id());
        assertSameAnswer(QuoteRequest.room(b.id(), stay(5, 1), 1));
        assertSameAnswer(QuoteRequest.anyRoom(hotel.id(), "double", stay(5, 1), 1));
    }

    @Test
    void whereEachNightHasARoomButNoRoomHasThemAllNothingIsQuoted() {
        Hotel hotel = newHotel();
        List<Room> rooms = newRooms(hotel.id(), 2);
        booked(newGuest(), rooms.get(0), stay(10, 1));
        booked(newGuest(), rooms.get(1), stay(11, 1));

        assertThat((Object) quotes().quote(QuoteRequest.anyRoom(hotel.id(), "double", stay(10, 2), 1), VALID_FOR))
                .isEqualTo(new Unavailable(List.of()));
    }

    /** Whatever the storage does with quotes that are old, others stay. */
    @Test
    void tidyingUpLeavesQuotesThatAreValid() {
        Room room = newRoom();
        Quote old = quoted(room, stay(10, 3));
        outside().expireQuotes(room.hotel());
        Quote valid = quoted(room, stay(10, 3));

        innkeeper().tidyUp(Duration.ofHours(1));

        assertThat(quotes().find(valid.id())).contains(valid);
        assertThat(quotes().find(old.id()).stream())
                .allMatch(found -> found.id().equals(old.id()));
        booked(bookings().book(BookingRequest.quoted(newGuest(), valid)));
        audit(room.hotel());
    }

    // What makes no sense

    @Test
    void aQuoteIsForWhatWasQuoted() {
        Room room = newRoom();
        Room other = newRoom(room.hotel(), "102");
        UserId guest = newGuest();
        Quote quote = quoted(room, stay(10, 3));
        for (BookingRequest another : List.of(
                request(guest, new RoomChoice.ThisRoom(other.id()), stay(10, 3), 1, quote.id()),
                request(guest, quote.room(), stay(10, 4), 1, quote.id()),
                request(guest, quote.room(), stay(10, 3), 2, quote.id()),
                request(guest, new RoomChoice.AnyRoom(room.hotel(), "double"), stay(10, 3), 1, quote.id()))) {
            assertInvalid("quote", () -> bookings().book(another));
            assertInvalid("quote", () -> bookings().hold(another, VALID_FOR));
        }
        assertThat(audit(room.hotel())).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Room room = newRoom();
        QuoteId unknown = new QuoteId(UUID.randomUUID());

        assertThat(quotes().find(unknown)).isEmpty();
        assertNotFound(
                "quote",
                () -> bookings().book(request(newGuest(), new RoomChoice.ThisRoom(room.id()), stay(1, 1), 1, unknown)));
        assertNotFound(
                "room",
                () -> quotes().quote(QuoteRequest.room(new RoomId(UUID.randomUUID()), stay(1, 1), 1), VALID_FOR));
        assertNotFound(
                "hotel",
                () -> quotes().quote(
                                QuoteRequest.anyRoom(new HotelId(UUID.randomUUID()), "double", stay(1, 1), 1),
                                VALID_FOR));
        assertNotFound(
                "room type",
                () -> quotes().quote(QuoteRequest.anyRoom(room.hotel(), "palace", stay(1, 1), 1), VALID_FOR));
        assertInvalid("guests", () -> quotes().quote(QuoteRequest.room(room.id(), stay(1, 1), 0), VALID_FOR));
        assertInvalid(
                "room.type", () -> quotes().quote(QuoteRequest.anyRoom(room.hotel(), "", stay(1, 1), 1), VALID_FOR));
    }

    private static void assertInvalid(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsExactly(field));
    }

    private static void assertNotFound(String what, ThrowingCallable call) {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.what()).isEqualTo(what));
    }
}
