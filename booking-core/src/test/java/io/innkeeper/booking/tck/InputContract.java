package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.Accounts;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.Authentication;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelQuery;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Hotels;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RestrictionId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.Tariffs;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Groups;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quoted;
import io.innkeeper.booking.reservation.Quotes;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is promised of input that is strange or wrong: it is kept exactly as it was given, or refused with a typed error
 * that names the field, and then nothing is written. Counts everything that is stored, so nothing else may write while it
 * runs.
 */
@Isolated("counts everything that is stored")
@Execution(ExecutionMode.SAME_THREAD)
public abstract class InputContract extends StorageContract {

    private static final int MEGABYTE = 1 << 20;

    /** For subclasses. */
    protected InputContract() {}

    private Accounts accounts() {
        return innkeeper().accounts();
    }

    private Hotels hotels() {
        return innkeeper().hotels();
    }

    /** The call is refused because of the field, and nothing is written. */
    private void assertRefused(String field, ThrowingCallable call) {
        assertNothingIsWritten(() -> assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsOnly(field))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000)));
    }

    private void assertNothingIsWritten(Runnable refused) {
        Map<String, Long> before = outside().counts();
        refused.run();
        assertThat(outside().counts()).isEqualTo(before);
    }

    // Text

    /**
     * A text that is kept.
     *
     * @param what names the test
     * @param field its path in a violation
     * @param longest how many UTF-16 characters it may have
     * @param manyLines whether it may have several lines
     * @param mayBeEmpty whether it need not be given
     * @param keep stores it, and gives what is read back, by another application
     */
    record Kept(
            String what, String field, int longest, boolean manyLines, boolean mayBeEmpty, UnaryOperator<String> keep) {

        @Override
        public String toString() {
            return what;
        }
    }

    final Stream<Kept> keptTexts() {
        Innkeeper other = applications(2).get(1);
        // Rooms are refused in hotels that are there before anything is counted.
        HotelId adding = newHotel().id();
        HotelId updating = newHotel().id();
        Function<HotelDetails, HotelDetails> added = details ->
                other.hotels().find(hotels().add(details).id()).orElseThrow().details();
        Function<HotelDetails, HotelDetails> updated = details -> other.hotels()
                .find(hotels().update(newHotel().id(), details).id())
                .orElseThrow()
                .details();
        Function<RoomDetails, RoomDetails> addedRoom = details -> other.hotels()
                .findRoom(hotels().addRoom(adding, details).id())
                .orElseThrow()
                .details();
        Function<RoomDetails, RoomDetails> updatedRoom = details -> other.hotels()
                .findRoom(hotels().updateRoom(newRoom(updating, newNumber()).id(), details)
                        .id())
                .orElseThrow()
                .details();
        return Stream.of(
                new Kept(
                        "name of a user",
                        "name",
                        200,
                        false,
                        false,
                        text -> other.accounts()
                                .find(accounts()
                                        .register(new Registration(newEmail(), text, PASSWORD))
                                        .id())
                                .orElseThrow()
                                .name()),
                new Kept(
                        "name of a hotel",
                        "name",
                        200,
                        false,
                        false,
                        text -> added.apply(hotelDetails().withName(text)).name()),
                new Kept(
                        "new name of a hotel",
                        "name",
                        200,
                        false,
                        false,
                        text -> updated.apply(hotelDetails().withName(text)).name()),
                new Kept(
                        "city",
                        "city",
                        100,
                        false,
                        false,
                        text -> added.apply(hotelDetails().withCity(text)).city()),
                new Kept(
                        "new city",
                        "city",
                        100,
                        false,
                        false,
                        text -> updated.apply(hotelDetails().withCity(text)).city()),
                new Kept(
                        "address",
                        "address",
                        300,
                        true,
                        true,
                        text -> added.apply(hotelDetails().withAddress(text)).address()),
                new Kept(
                        "new address",
                        "address",
                        300,
                        true,
                        true,
                        text -> updated.apply(hotelDetails().withAddress(text)).address()),
                new Kept(
                        "description",
                        "description",
                        4000,
                        true,
                        true,
                        text -> added.apply(hotelDetails().withDescription(text))
                                .description()),
                new Kept(
                        "new description",
                        "description",
                        4000,
                        true,
                        true,
                        text -> updated.apply(hotelDetails().withDescription(text))
                                .description()),
                new Kept(
                        "number of a room",
                        "number",
                        20,
                        false,
                        false,
                        text -> addedRoom
                                .apply(roomDetails(text, "double", 2, "100"))
                                .number()),
                new Kept(
                        "new number of a room",
                        "number",
                        20,
                        false,
                        false,
                        text -> updatedRoom
                                .apply(roomDetails(text, "double", 2, "100"))
                                .number()),
                new Kept(
                        "type of a room",
                        "type",
                        50,
                        false,
                        false,
                        text -> addedRoom
                                .apply(roomDetails(newNumber(), text, 2, "100"))
                                .type()),
                new Kept(
                        "new type of a room",
                        "type",
                        50,
                        false,
                        false,
                        text -> updatedRoom
                                .apply(roomDetails(newNumber(), text, 2, "100"))
                                .type()));
    }

    /** A room number that no other test has. */
    private static String newNumber() {
        return UUID.randomUUID().toString().substring(20);
    }

    private static final List<String> HARMLESS = List.of(
            "plain",
            "\ud83c\udfe8",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66",
            "\ud83c\udde6\ud83c\uddf9 \ud83e\udd84",
            "'; drop table user; --",
            "x' OR '1'='1",
            "\" or \"\"=\"",
            "Robert'); --",
            "\\",
            "\\'",
            "\\0\\n\\Z",
            "100%",
            "_under_",
            "${jndi:x} #{1+1} {}",
            "<b>&amp;</b>",
            "?1 :name ?",
            "null",
            "\u05e9\u05dc\u05d5\u05dd",
            "\u0641\u0646\u062f\u0642 \u0627\u0644\u0642\u0627\u0647\u0631\u0629",
            "\u0641\u0646\u062f\u0642 \u05de\u05dc\u05d5\u05df\u200f",
            "e\u0301 \u00e9",
            "\u0130stanbul \u0131",
            "Stra\u00dfe \u1e9e",
            "\u65c5\u9928",
            "\u200b\ufeff\ufffd\uffff",
            "\u00a0no-break\u00a0",
            "\ud800\udc00\udbff\udfff",
            "inner  double  space");

    @ParameterizedTest(name = "{0}")
    @MethodSource("keptTexts")
    void aTextIsReadBackExactlyAsItWasGiven(Kept kept) {
        for (String text : HARMLESS) {
            if (text.length() <= kept.longest()) {
                assertThat(kept.keep().apply(text)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keptTexts")
    void surroundingSpaceIsTakenAwayAndNothingElse(Kept kept) {
        int i = 0;
        for (String space : List.of(" ", "   ", "\t", "\n", "\r\n", "\u2003", "\u3000")) {
            i++;
            assertThat(kept.keep().apply(space + "a b" + i)).isEqualTo("a b" + i);
            assertThat(kept.keep().apply("b  a" + i + space)).isEqualTo("b  a" + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keptTexts")
    void aTextMayBeAsLongAsIsSaidAndNoLonger(Kept kept) {
        int longest = kept.longest();
        for (String letter : List.of("x", "\u00e9", "\u65c5", "\ufdfa", "\ufb03")) {
            String text = letter.repeat(longest);
            assertThat(kept.keep().apply(text)).isEqualTo(text);
            assertThat(kept.keep().apply("   " + text.substring(1) + "  ")).isEqualTo(text.substring(1));
            assertRefusedSafely(kept, text + letter);
        }
        String emoji = "\ud83c\udfe8".repeat(longest / 2);
        assertThat(kept.keep().apply(emoji)).isEqualTo(emoji);
        assertRefusedSafely(kept, emoji + "\ud83c\udfe8");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keptTexts")
    void aTextThatCannotBeKeptIsRefused(Kept kept) {
        for (String bad : badTexts()) {
            assertRefusedSafely(kept, bad);
        }
        if (kept.manyLines()) {
            String lines = "one\n two\r\nthree\t\ttabs\n\n\nend";
            assertThat(kept.keep().apply(lines)).isEqualTo(lines);
        } else {
            for (String line : List.of("a\nb", "a\r\nb", "a\tb", "a\u2028b", "a\u2029b")) {
                assertRefusedSafely(kept, line);
            }
        }
        if (kept.mayBeEmpty()) {
            assertThat(kept.keep().apply("")).isEmpty();
            assertThat(kept.keep().apply(" \n ")).isEmpty();
        } else {
            for (String blank : List.of("", " ", "\t\n", "\u2003")) {
                assertRefusedSafely(kept, blank);
            }
        }
        assertRefusedSafely(kept, null);
    }

    /** Updates make what they update first, so what is counted is whether the text is refused, and nothing else. */
    @SuppressWarnings("NullAway")
    private void assertRefusedSafely(Kept kept, @Nullable String bad) {
        if (kept.what().startsWith("new ")) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> kept.keep().apply(bad))
                    .satisfies(e -> assertThat(e.violations())
                            .extracting(Violation::field)
                            .containsOnly(kept.field()));
        } else {
            assertRefused(kept.field(), () -> kept.keep().apply(bad));
        }
    }

    /** NUL, other controls, halves of surrogate pairs, and a megabyte. */
    private static List<String> badTexts() {
        return List.of(
                "a\0b",
                "a\u0007b",
                "a\u001bb",
                "a\u007fb",
                "a\u0085b",
                "a\ud800b",
                "a\udc00b",
                "\u202eba\u202c",
                "a\u2067b\u2069",
                "ab\ud83c",
                "\udfe8ab",
                "\udfe8\ud83c",
                "x".repeat(MEGABYTE),
                "\ud83c\udfe8".repeat(MEGABYTE / 2),
                "x y".repeat(MEGABYTE / 3));
    }

    @Test
    void aTextThatIsAskedForIsCheckedLikeOneThatIsKept() {
        UserId guest = newGuest();
        Room room = newRoom();
        for (String bad : badTexts()) {
            assertRefused("city", () -> hotels().list(HotelQuery.all().inCity(bad)));
            assertRefused("name", () -> hotels().list(HotelQuery.all().named(bad)));
            assertRefused("after", () -> hotels().list(HotelQuery.all().after(bad)));
            assertRefused("city", () -> innkeeper().availability().freeHotels(CityQuery.of(bad, stay(1, 1), 1)));
            assertRefused(
                    "after",
                    () -> innkeeper()
                            .availability()
                            .freeHotels(CityQuery.of("Vienna", stay(1, 1), 1).after(bad)));
            assertRefused(
                    "room.type",
                    () -> innkeeper().bookings().book(BookingRequest.anyRoom(guest, room.hotel(), bad, stay(1, 1), 1)));
            assertRefused("after", () -> innkeeper().bookings().list(guest, 10, bad));
            assertRefused(
                    "room.type",
                    () -> innkeeper()
                            .bookings()
                            .hold(
                                    BookingRequest.anyRoom(guest, room.hotel(), bad, stay(1, 1), 1),
                                    Duration.ofMinutes(1)));
            assertRefused("key", () -> innkeeper().bookings().withKey(bad));
            assertRefused("key", () -> innkeeper().bookings().resolve(guest, room.hotel(), bad));
        }
        for (String odd : HARMLESS) {
            assertThat(hotels().list(HotelQuery.all().inCity(odd + "no such")).items())
                    .isEmpty();
            assertThat(hotels().list(HotelQuery.all().named(odd + "no such")).items())
                    .isEmpty();
            assertThat(innkeeper()
                            .availability()
                            .freeHotels(CityQuery.of(odd + "no such", stay(1, 1), 1))
                            .items())
                    .isEmpty();
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> innkeeper()
                            .bookings()
                            .book(BookingRequest.anyRoom(guest, room.hotel(), odd, stay(1, 1), 1)));
        }
    }

    @Test
    void anOddTypeCanBeBookedByItsName() {
        UserId guest = newGuest();
        for (String type : HARMLESS) {
            Hotel hotel = newHotel();
            Room room = newRoom(hotel.id(), "1", type, 1, "10");
            newRoom(hotel.id(), "2", type + " ?", 1, "10");

            assertThat(booked(innkeeper()
                                    .bookings()
                                    .book(BookingRequest.anyRoom(guest, hotel.id(), type, stay(1, 1), 1)))
                            .room())
                    .isEqualTo(room.id());
        }
    }

    @Test
    void anOddTypeHasRatesRestrictionsAndQuotesOfItsOwn() {
        UserId guest = newGuest();
        Money rate = Money.of("7", "EUR");
        for (String type : HARMLESS) {
            Hotel hotel = newHotel();
            Room room = newRoom(hotel.id(), "1", type, 1, "10");
            Room other = newRoom(hotel.id(), "2", type + " ?", 1, "10");
            innkeeper().tariffs().setRate(hotel.id(), type, stay(1, 1), rate);
            Restriction longer = Restriction.minimumStay(2, stay(5, 1)).forType(type);
            innkeeper().tariffs().restrict(hotel.id(), longer);

            assertThat(innkeeper().tariffs().restrictions(hotel.id()))
                    .extracting(HotelRestriction::restriction)
                    .containsExactly(longer);
            assertThat(innkeeper().availability().freeRooms(hotel.id(), stay(1, 1), 1))
                    .containsExactly(new RoomOffer(room, rate), new RoomOffer(other, Money.of("10", "EUR")));
            assertThat(innkeeper().availability().freeRooms(hotel.id(), stay(5, 1), 1))
                    .containsExactly(new RoomOffer(other, Money.of("10", "EUR")));
            Quote quote = ((Quoted) innkeeper()
                            .quotes()
                            .quote(QuoteRequest.anyRoom(hotel.id(), type, stay(1, 1), 1), Duration.ofHours(1)))
                    .quote();
            assertThat(innkeeper().quotes().find(quote.id())).contains(quote);
            assertThat(booked(innkeeper().bookings().book(BookingRequest.quoted(guest, quote)))
                            .room())
                    .isEqualTo(room.id());
        }
    }

    // E-mail addresses and passwords

    @Test
    void anAddressThatMakesNoSenseIsRefused() {
        List<String> addresses = new ArrayList<>(List.of(
                "",
                " ",
                "ada",
                "@example.org",
                "ada@",
                "ada lovelace@example.org",
                "ada@exam ple.org",
                "ada@example.org, eve@example.org",
                "a\u00a0da@example.org",
                "a\u200bda@example.org",
                "a\u00adda@example.org",
                "a\u2028da@example.org",
                "x".repeat(243) + "@example.org"));
        for (String bad : badTexts()) {
            addresses.addAll(List.of(bad, bad + "@example.org", "ada@" + bad + ".org"));
        }
        assertNothingIsWritten(() -> assertThat(addresses)
                .filteredOn(address -> !isRefused("email", () -> register(address)))
                .as("addresses that were not refused")
                .extracting(address -> Violation.of("email", "was not refused", address))
                .isEmpty());
    }

    private static boolean isRefused(String field, ThrowingCallable call) {
        return catchThrowable(call) instanceof InvalidRequestException refused
                && refused.violations().stream()
                        .allMatch(violation -> violation.field().equals(field));
    }

    private User register(String email) {
        return accounts().register(new Registration(email, "Ada", PASSWORD));
    }

    @Test
    void anOddAddressIsKeptInLowerCaseOrRefused() {
        String tail = UUID.randomUUID() + "@example.org";
        for (String odd : List.of(
                "o'brien",
                "'or'1'='1",
                "';--",
                "a%b",
                "a_b",
                "a+tag",
                "a\\b",
                "\"quoted\"",
                "\u00fcmlaut",
                "\u043f\u043e\u0447\u0442\u0430",
                "\u65c5\u9928",
                "\u05e9\u05dc\u05d5\u05dd",
                "\ud83c\udfe8",
                "\u0130",
                "\ufb03",
                "\u200b")) {
            String address = odd + "." + tail;
            Map<String, Long> before = outside().counts();
            try {
                User user = register(address);
                String kept = address.toLowerCase(Locale.ROOT);
                assertThat(applications(2).get(1).accounts().find(user.id()))
                        .map(User::email)
                        .contains(kept);
                assertThat(accounts().logIn(address, PASSWORD)).isEqualTo(new Authentication.Authenticated(user));
                assertThatExceptionOfType(AlreadyExistsException.class).isThrownBy(() -> register(kept));
            } catch (InvalidRequestException e) {
                assertThat(e.violations()).extracting(Violation::field).containsOnly("email");
                assertThat(outside().counts()).isEqualTo(before);
            }
        }
        register("o'brien." + UUID.randomUUID() + "@example.org");
    }

    @Test
    void aSecondAccountForAnAddressInOtherCaseWritesNothing() {
        String email = newUser().email();
        assertNothingIsWritten(() -> {
            for (String same : List.of(email.toUpperCase(Locale.ROOT), " " + email, email + "\n")) {
                assertThatExceptionOfType(AlreadyExistsException.class).isThrownBy(() -> register(same));
            }
        });
    }

    @Test
    void whoLogsInWithNonsenseIsRejectedOrRefused() {
        User user = newUser();
        assertNothingIsWritten(() -> {
            for (String bad : badTexts()) {
                assertNoSuccess(() -> accounts().logIn(bad, PASSWORD));
                assertNoSuccess(() -> accounts().logIn(bad + user.email(), PASSWORD));
                assertNoSuccess(() -> accounts().logIn(user.email() + bad, PASSWORD));
                assertNoSuccess(() -> accounts().logIn(newEmail(), bad));
                assertNoSuccess(() -> accounts().requestPasswordReset(bad));
                assertNoSuccess(() -> accounts().requestPasswordReset(user.email() + bad));
                assertNoSuccess(() -> accounts().resetPassword(bad, PASSWORD));
            }
        });
    }

    /** Refused, rejected, or nothing found. */
    private static void assertNoSuccess(Supplier<Object> call) {
        Object[] answer = new Object[1];
        Throwable thrown = catchThrowable(() -> answer[0] = call.get());
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(InvalidRequestException.class);
        } else {
            assertThat(answer[0]).isIn(new Authentication.Rejected(), Optional.empty());
        }
    }

    @Test
    void aPasswordThatCannotBeHashedIsRefused() {
        User user = newUser();
        String token =
                accounts().requestPasswordReset(user.email()).orElseThrow().secret();
        for (String bad : List.of(
                PASSWORD + "\0",
                PASSWORD + "\ud800",
                "\udc00" + PASSWORD,
                "x y".repeat(MEGABYTE),
                "\ufdfa".repeat(200))) {
            assertRefused("password", () -> accounts().register(new Registration(newEmail(), "Ada", bad)));
            assertRefused("newPassword", () -> accounts().changePassword(user.id(), PASSWORD, bad));
            assertRefused("newPassword", () -> accounts().resetPassword(token, bad));
        }
        assertThat(accounts().logIn(user.email(), PASSWORD)).isEqualTo(new Authentication.Authenticated(user));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> accounts().register(new Registration("nobody", " ", "short")))
                .satisfies(e -> assertThat(e.violations())
                        .extracting(Violation::field)
                        .containsExactlyInAnyOrder("email", "name", "password"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> hotels().add(new HotelDetails(
                        "", "", "\0", ZoneOffset.UTC, EUR, 9, "\ud800", null, new CancellationPolicy(-1, 101))))
                .satisfies(e -> assertThat(e.violations())
                        .extracting(Violation::field)
                        .contains(
                                "name",
                                "city",
                                "address",
                                "stars",
                                "description",
                                "cancellation.freeDays",
                                "cancellation.feePercent"));
        HotelId hotel = newHotel().id();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> hotels().addRoom(hotel, new RoomDetails("", "", 0, Money.of("-1", "USD"))))
                .satisfies(e -> assertThat(e.violations())
                        .extracting(Violation::field)
                        .contains("number", "type", "capacity", "nightlyRate", "nightlyRate.currency"));
    }

    // Nothing at all

    @Test
    void nullIsRefusedWhereverItIsGiven() {
        User user = newUser();
        Room room = newRoom();
        Booking booking = booked(user.id(), room, stay(1, 1));
        Stay stay = stay(5, 1);
        var accounts = accounts();
        var hotels = hotels();
        var availability = innkeeper().availability();
        var bookings = innkeeper().bookings();

        assertNullIsRefused("registration", () -> accounts.register(null));
        assertNullIsRefused("email", () -> accounts.register(new Registration(null, "Ada", PASSWORD)));
        assertNullIsRefused("name", () -> accounts.register(new Registration(newEmail(), null, PASSWORD)));
        assertNullIsRefused("password", () -> accounts.register(new Registration(newEmail(), "Ada", null)));
        assertNullIsRefused("email", () -> accounts.logIn(null, PASSWORD));
        assertNullIsRefused("password", () -> accounts.logIn(user.email(), null));
        assertNullIsRefused("user", () -> accounts.changePassword(null, PASSWORD, PASSWORD + "!"));
        assertNullIsRefused("currentPassword", () -> accounts.changePassword(user.id(), null, PASSWORD + "!"));
        assertNullIsRefused("newPassword", () -> accounts.changePassword(user.id(), PASSWORD, null));
        assertNullIsRefused("email", () -> accounts.requestPasswordReset(null));
        assertNullIsRefused("secret", () -> accounts.resetPassword(null, PASSWORD));
        assertNullIsRefused("user", () -> accounts.find(null));

        assertNullIsRefused("details", () -> hotels.add(null));
        assertNullIsRefused("hotel", () -> hotels.update(null, hotelDetails()));
        assertNullIsRefused("details", () -> hotels.update(room.hotel(), null));
        assertNullIsRefused("hotel", () -> hotels.close(null));
        assertNullIsRefused("hotel", () -> hotels.reopen(null));
        assertNullIsRefused("hotel", () -> hotels.find(null));
        assertNullIsRefused("query", () -> hotels.list(null));
        assertNullIsRefused("hotel", () -> hotels.addRoom(null, room.details()));
        assertNullIsRefused("details", () -> hotels.addRoom(room.hotel(), null));
        assertNullIsRefused("hotel", () -> hotels.addRooms(null, List.of(room.details())));
        assertNullIsRefused("rooms", () -> hotels.addRooms(room.hotel(), null));
        assertNullIsRefused("rooms[0]", () -> hotels.addRooms(room.hotel(), Collections.singletonList(null)));
        assertNullIsRefused("room", () -> hotels.updateRoom(null, room.details()));
        assertNullIsRefused("details", () -> hotels.updateRoom(room.id(), null));
        assertNullIsRefused("room", () -> hotels.closeRoom(null));
        assertNullIsRefused("room", () -> hotels.reopenRoom(null));
        assertNullIsRefused("room", () -> hotels.findRoom(null));
        assertNullIsRefused("hotel", () -> hotels.rooms(null));
        assertNullIsRefused("timeZone", () -> hotels.add(HotelDetails.of("Hotel", "City", null, EUR)));
        assertNullIsRefused("currency", () -> hotels.add(HotelDetails.of("Hotel", "City", ZoneOffset.UTC, null)));
        assertNullIsRefused("nightlyRate", () -> hotels.addRoom(room.hotel(), new RoomDetails("9", "double", 2, null)));

        Quotes quotes = innkeeper().quotes();
        Duration hour = Duration.ofHours(1);
        assertNullIsRefused("request", () -> quotes.quote(null, hour));
        assertNullIsRefused("validFor", () -> quotes.quote(QuoteRequest.room(room.id(), stay, 1), null));
        assertNullIsRefused("room", () -> quotes.quote(new QuoteRequest(null, stay, 1), hour));
        assertNullIsRefused("room.room", () -> quotes.quote(QuoteRequest.room(null, stay, 1), hour));
        assertNullIsRefused("room.hotel", () -> quotes.quote(QuoteRequest.anyRoom(null, "double", stay, 1), hour));
        assertNullIsRefused("room.type", () -> quotes.quote(QuoteRequest.anyRoom(room.hotel(), null, stay, 1), hour));
        assertNullIsRefused("stay", () -> quotes.quote(QuoteRequest.room(room.id(), null, 1), hour));
        assertNullIsRefused("quote", () -> quotes.find(null));
        Tariffs tariffs = innkeeper().tariffs();
        Money rate = Money.of("1", "EUR");
        assertNullIsRefused("hotel", () -> tariffs.setRate(null, "double", stay, rate));
        assertNullIsRefused("type", () -> tariffs.setRate(room.hotel(), null, stay, rate));
        assertNullIsRefused("nights", () -> tariffs.setRate(room.hotel(), "double", null, rate));
        assertNullIsRefused("rate", () -> tariffs.setRate(room.hotel(), "double", stay, null));
        assertNullIsRefused("hotel", () -> tariffs.clearRates(null, "double", stay));
        assertNullIsRefused("type", () -> tariffs.clearRates(room.hotel(), null, stay));
        assertNullIsRefused("nights", () -> tariffs.clearRates(room.hotel(), "double", null));
        assertNullIsRefused("hotel", () -> tariffs.rates(null, "double", stay));
        assertNullIsRefused("type", () -> tariffs.rates(room.hotel(), null, stay));
        assertNullIsRefused("nights", () -> tariffs.rates(room.hotel(), "double", null));
        assertNullIsRefused("hotel", () -> tariffs.restrict(null, Restriction.stopSell(stay)));
        assertNullIsRefused("restriction", () -> tariffs.restrict(room.hotel(), null));
        assertNullIsRefused("hotel", () -> tariffs.restrictions(null));
        assertNullIsRefused("restriction", () -> tariffs.lift(room.hotel(), null));
        assertNullIsRefused("hotel", () -> tariffs.lift(null, new RestrictionId(UUID.randomUUID())));
        assertNullIsRefused("actor", () -> tariffs.by(null));
        assertNullIsRefused("actor", () -> hotels.by(null));
        assertNullIsRefused("restriction.days", () -> Restriction.stopSell(null));
        assertNullIsRefused("restriction.kind", () -> new Restriction(null, null, stay, 0));
        assertNullIsRefused(
                "restriction.roomType", () -> Restriction.stopSell(stay).forType(null));
        assertNullIsRefused("hotel", () -> availability.calendar(null, "double", stay));
        assertNullIsRefused("nights", () -> availability.calendar(room.hotel(), null, null));
        assertNullIsRefused("hotel", () -> availability.freeRooms(null, stay, 1));
        assertNullIsRefused("stay", () -> availability.freeRooms(room.hotel(), null, 1));
        assertNullIsRefused("query", () -> availability.freeHotels(null));
        assertNullIsRefused("city", () -> availability.freeHotels(CityQuery.of(null, stay, 1)));
        assertNullIsRefused("stay", () -> availability.freeHotels(CityQuery.of("Vienna", null, 1)));

        assertNullIsRefused("request", () -> bookings.book(null));
        assertNullIsRefused("user", () -> bookings.book(BookingRequest.room(null, room.id(), stay, 1)));
        assertNullIsRefused("room.room", () -> bookings.book(BookingRequest.room(user.id(), null, stay, 1)));
        assertNullIsRefused(
                "room", () -> bookings.book(new BookingRequest(user.id(), null, stay, 1, user.id(), null, null)));
        assertNullIsRefused("stay", () -> bookings.book(BookingRequest.room(user.id(), room.id(), null, 1)));
        assertNullIsRefused(
                "room.hotel", () -> bookings.book(BookingRequest.anyRoom(user.id(), null, "double", stay, 1)));
        assertNullIsRefused(
                "room.type", () -> bookings.book(BookingRequest.anyRoom(user.id(), room.hotel(), null, stay, 1)));
        assertNullIsRefused("actor", () -> bookings.cancel(null, booking.id()));
        assertNullIsRefused("booking", () -> bookings.cancel(user.id(), null));
        assertNullIsRefused("actor", () -> bookings.find(null, booking.id()));
        assertNullIsRefused("booking", () -> bookings.find(user.id(), null));
        assertNullIsRefused("user", () -> bookings.list(null, 10, null));
        Duration length = Duration.ofMinutes(1);
        BookingChange change = BookingChange.of(booking);
        assertNullIsRefused("request", () -> bookings.hold(null, length));
        assertNullIsRefused("length", () -> bookings.hold(BookingRequest.room(user.id(), room.id(), stay, 1), null));
        assertNullIsRefused("actor", () -> bookings.extend(null, booking.id(), length));
        assertNullIsRefused("booking", () -> bookings.extend(user.id(), null, length));
        assertNullIsRefused("length", () -> bookings.extend(user.id(), booking.id(), null));
        assertNullIsRefused("actor", () -> bookings.confirm(null, booking.id()));
        assertNullIsRefused("booking", () -> bookings.confirm(user.id(), null));
        assertNullIsRefused("actor", () -> bookings.release(null, booking.id()));
        assertNullIsRefused("booking", () -> bookings.release(user.id(), null));
        assertNullIsRefused("actor", () -> bookings.change(null, booking.id(), change));
        assertNullIsRefused("booking", () -> bookings.change(user.id(), null, change));
        assertNullIsRefused("change", () -> bookings.change(user.id(), booking.id(), null));
        assertNullIsRefused("stay", () -> bookings.change(user.id(), booking.id(), change.to((Stay) null)));
        assertNullIsRefused("room.room", () -> bookings.change(user.id(), booking.id(), change.to((RoomId) null)));
        assertNullIsRefused(
                "room.type", () -> bookings.change(user.id(), booking.id(), change.toAnyRoom(room.hotel(), null)));
        assertNullIsRefused("key", () -> bookings.withKey(null));
        assertNullIsRefused("actor", () -> bookings.resolve(null, room.hotel(), "key"));
        assertNullIsRefused("hotel", () -> bookings.resolve(user.id(), null, "key"));
        assertNullIsRefused("key", () -> bookings.resolve(user.id(), room.hotel(), null));
        assertNullIsRefused(
                "by",
                () -> bookings.book(
                        new BookingRequest(user.id(), new RoomChoice.ThisRoom(room.id()), stay, 1, null, null, null)));
        assertNullIsRefused("quote", () -> BookingRequest.quoted(user.id(), null));
        assertNullIsRefused("account", () -> Actor.owner(null));
        assertNullIsRefused("account", () -> Actor.staff(null));
        Groups groups = innkeeper().groups();
        GroupRequest group = GroupRequest.of(user.id()).room(room.id(), stay, 1);
        GroupId id = new GroupId(UUID.randomUUID());
        assertNullIsRefused("request", () -> groups.book(null));
        assertNullIsRefused("request", () -> groups.hold(null, length));
        assertNullIsRefused("length", () -> groups.hold(group, null));
        assertNullIsRefused("user", () -> groups.book(GroupRequest.of(null).room(room.id(), stay, 1)));
        assertNullIsRefused("parts[1].stay", () -> groups.book(group.room(room.id(), null, 1)));
        assertNullIsRefused(
                "parts[0].room.room",
                () -> groups.book(GroupRequest.of(user.id()).room(null, stay, 1)));
        assertNullIsRefused("parts", () -> groups.book(new GroupRequest(user.id(), null, user.id())));
        assertNullIsRefused(
                "parts[0]", () -> groups.book(new GroupRequest(user.id(), Collections.singletonList(null), user.id())));
        assertNullIsRefused("by", () -> groups.book(new GroupRequest(user.id(), group.parts(), null)));
        assertNullIsRefused("by", () -> group.by(null));
        assertNullIsRefused("actor", () -> groups.confirm(null, id));
        assertNullIsRefused("group", () -> groups.release(user.id(), null));
        assertNullIsRefused("actor", () -> groups.find(null, id));
        assertNullIsRefused("keepKeys", () -> innkeeper().tidyUp(null));
        assertNullIsRefused("booking", () -> innkeeper().events().of(user.id(), null));
        assertNullIsRefused("listener", () -> innkeeper().events().relay(null));
        assertNullIsRefused(
                "every", () -> innkeeper().events().relay(event -> {}).start(null));

        assertNullIsRefused("id", () -> new UserId(null));
        assertNullIsRefused("id", () -> new HotelId(null));
        assertNullIsRefused("id", () -> new RoomId(null));
        assertNullIsRefused("id", () -> new BookingId(null));
        assertNullIsRefused("stay.arrival", () -> new Stay(null, TODAY));
        assertNullIsRefused("stay.departure", () -> new Stay(TODAY, null));
        assertNullIsRefused("stay.arrival", () -> Stay.of(null, 1));
        assertNullIsRefused("amount", () -> new Money(null, EUR));
        assertNullIsRefused("currency", () -> new Money(BigDecimal.ONE, null));
        assertNullIsRefused("amount", () -> Money.of(null, "EUR"));
        assertNullIsRefused("currency", () -> Money.of("1", null));
        assertNullIsRefused("room.room", () -> bookings.book(BookingRequest.room(user.id(), (RoomId) null, stay, 1)));
    }

    private void assertNullIsRefused(String field, ThrowingCallable call) {
        assertNothingIsWritten(() -> {
            Throwable thrown = catchThrowable(call);
            assertThat(thrown).as("null for %s", field).isInstanceOf(InvalidRequestException.class);
            assertThat(((InvalidRequestException) thrown).violations())
                    .as("what is said of null for %s", field)
                    .extracting(Violation::field)
                    .containsOnly(field);
        });
    }

    @Test
    void idsThatNameNothingAreNotFound() {
        UserId guest = newGuest();
        Room room = newRoom();
        assertNothingIsWritten(() -> {
            for (UUID id : List.of(UUID.randomUUID(), new UUID(0, 0), new UUID(-1, -1))) {
                List.<ThrowingCallable>of(
                                () -> accounts().changePassword(new UserId(id), PASSWORD, PASSWORD + "!"),
                                () -> hotels().update(new HotelId(id), hotelDetails()),
                                () -> hotels().add(hotelDetails().withOwner(new UserId(id))),
                                () -> hotels().close(new HotelId(id)),
                                () -> hotels().reopen(new HotelId(id)),
                                () -> hotels().rooms(new HotelId(id)),
                                () -> hotels().addRoom(new HotelId(id), room.details()),
                                () -> hotels().updateRoom(new RoomId(id), room.details()),
                                () -> hotels().closeRoom(new RoomId(id)),
                                () -> hotels().reopenRoom(new RoomId(id)),
                                () -> innkeeper().availability().freeRooms(new HotelId(id), stay(1, 1), 1),
                                () -> innkeeper()
                                        .bookings()
                                        .book(BookingRequest.room(new UserId(id), room.id(), stay(1, 1), 1)),
                                () -> innkeeper()
                                        .bookings()
                                        .book(BookingRequest.room(guest, new RoomId(id), stay(1, 1), 1)),
                                () -> innkeeper()
                                        .bookings()
                                        .book(BookingRequest.anyRoom(guest, new HotelId(id), "double", stay(1, 1), 1)),
                                () -> innkeeper().bookings().cancel(guest, new BookingId(id)))
                        .forEach(call -> assertThatExceptionOfType(NotFoundException.class)
                                .isThrownBy(call)
                                .satisfies(e -> assertThat(e.id()).isEqualTo(id.toString())));
                assertThat(accounts().find(new UserId(id))).isEmpty();
                assertThat(hotels().find(new HotelId(id))).isEmpty();
                assertThat(hotels().findRoom(new RoomId(id))).isEmpty();
                assertThat(innkeeper().bookings().find(guest, new BookingId(id)))
                        .isEmpty();
            }
        });
    }

    @Test
    void aRoomNumberThatIsUsedWritesNothing() {
        Room room = newRoom();
        assertNothingIsWritten(() -> assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> hotels().addRoom(room.hotel(), roomDetails(" 101", "suite", 1, "1"))));
    }

    // Numbers

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void withoutGuestsNothingIsBooked(int guests) {
        UserId guest = newGuest();
        Room room = newRoom();
        assertRefused(
                "guests", () -> innkeeper().bookings().book(BookingRequest.room(guest, room.id(), stay(1, 1), guests)));
        assertRefused(
                "guests",
                () -> innkeeper()
                        .bookings()
                        .book(BookingRequest.anyRoom(guest, room.hotel(), "double", stay(1, 1), guests)));
    }

    @Test
    void aCapacityOrStarsOutOfRangeAreRefused() {
        HotelId hotel = newHotel().id();
        for (int capacity : new int[] {0, -1, 101, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertRefused("capacity", () -> hotels().addRoom(hotel, roomDetails("capacity", "double", capacity, "1")));
        }
        for (int stars : new int[] {-1, 6, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertRefused("stars", () -> hotels().add(hotelDetails().withStars(stars)));
        }
    }

    @Test
    void aWaitThatNobodyMeansIsRefused() {
        for (Duration every : List.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofNanos(999_999),
                Duration.ofDays(1).plusNanos(1))) {
            assertRefused("every", () -> innkeeper().events().relay(event -> {}).start(every));
        }
    }

    @Test
    void aRateThatNoRoomHasIsRefused() {
        HotelId hotel = newHotel().id();
        for (String rate : List.of("-0.01", "1000000000.01", "-1000000000", "1E+20")) {
            assertRefused("nightlyRate", () -> hotels().addRoom(hotel, roomDetails("rate", "double", 1, rate)));
        }
        for (String rate : List.of(
                "1E+1000000000",
                "1E-1000000000",
                "-1E+2147483647",
                "0.001",
                "99.999",
                "",
                " ",
                "1,5",
                "NaN",
                "one",
                "0x10",
                "1\0",
                "\ud83c\udfe8",
                "9".repeat(40),
                "9".repeat(100_000))) {
            assertRefused("amount", () -> roomDetails("rate", "double", 1, rate));
        }
        for (String code : List.of("", "eur", "EURO", "XXX", "XAU", "E\0R", "\ud83c\udfe8", "x".repeat(MEGABYTE))) {
            assertRefused("currency", () -> Money.of("1", code));
        }
        assertRefused(
                "currency",
                () -> hotels().add(HotelDetails.of("Hotel", "City", ZoneOffset.UTC, Currency.getInstance("XXX"))));
    }

    @Test
    void anAmountIsExactToTheMinorUnitOfItsCurrency() {
        for (String[] each : new String[][] {
            {"0", "EUR"},
            {"-0.00", "EUR"},
            {"0.01", "EUR"},
            {"1000000000", "EUR"},
            {"1000000000.00000", "EUR"},
            {"1E+9", "EUR"},
            {"12.3", "USD"},
            {"1", "JPY"},
            {"1000000000", "JPY"},
            {"0.001", "KWD"},
            {"1000000000", "KWD"},
            {"999999999.9999", "CLF"},
            {"0E-1000000000", "EUR"}
        }) {
            Currency currency = Currency.getInstance(each[1]);
            Hotel hotel = hotels().add(HotelDetails.of("Hotel", unique("City"), ZoneOffset.UTC, currency));
            Money rate = Money.of(each[0], each[1]);
            assertThat(rate.amount().scale()).isEqualTo(currency.getDefaultFractionDigits());
            Room room = hotels().addRoom(hotel.id(), new RoomDetails("1", "double", 1, rate));

            assertThat(applications(2).get(1).hotels().findRoom(room.id())).contains(room);
        }
        assertRefused("amount", () -> Money.of("0.5", "JPY"));
        assertRefused("amount", () -> Money.of("0.0001", "KWD"));
    }

    // Dates

    @Test
    void aStayWithoutANightIsRefused() {
        assertRefused("stay.departure", () -> new Stay(TODAY.plusDays(2), TODAY.plusDays(1)));
        assertRefused("stay.departure", () -> new Stay(TODAY, TODAY));
        assertRefused("stay.departure", () -> new Stay(LocalDate.MAX, LocalDate.MIN));
        for (int nights : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertRefused("stay.nights", () -> Stay.of(TODAY, nights));
        }
    }

    @Test
    void aDateThatNoDatabaseHasIsRefused() {
        LocalDate last = LocalDate.of(9999, 12, 31);
        assertRefused("stay.arrival", () -> new Stay(LocalDate.of(0, 12, 31), TODAY));
        assertRefused("stay.arrival", () -> new Stay(LocalDate.MIN, TODAY));
        assertRefused("stay.departure", () -> new Stay(TODAY, LocalDate.MAX));
        assertRefused("stay.departure", () -> Stay.of(last, 1));
        assertRefused("stay.departure", () -> Stay.of(TODAY, Integer.MAX_VALUE));
        assertRefused("stay.arrival", () -> Stay.of(LocalDate.MAX, 1));
        assertRefused("stay.arrival", () -> Stay.of(LocalDate.MIN, 1));
    }

    @Test
    void tenThousandNightsAreRefused() {
        UserId guest = newGuest();
        Room room = newRoom();
        Stay tenThousand = stay(1, 10_000);
        Stay all = new Stay(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));
        assertNothingIsWritten(() -> {
            for (Stay stay : List.of(tenThousand, all)) {
                assertThat(innkeeper().bookings().book(BookingRequest.room(guest, room.id(), stay, 1)))
                        .isInstanceOf(Refused.class);
                assertThat(innkeeper().bookings().book(BookingRequest.anyRoom(guest, room.hotel(), "double", stay, 1)))
                        .isInstanceOf(Refused.class);
                assertRefused("stay", () -> innkeeper().availability().freeRooms(room.hotel(), stay, 1));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01",
                "0001-12-30",
                "0099-12-30",
                "0999-12-30",
                "1582-10-03",
                "1582-10-14",
                "1899-12-30",
                "1969-12-30",
                "2000-02-28",
                "2038-01-18",
                "2100-02-27",
                "9999-12-27"
            })
    void aDateIsKeptExactly(String day) {
        LocalDate arrival = LocalDate.parse(day);
        Innkeeper then = application(new SettableClock(arrival.atTime(12, 0).toInstant(ZoneOffset.UTC)));
        UserId guest = newGuest();
        Room room = newRoom();
        Stay stay = Stay.of(arrival, 4);

        Booking booking = booked(then.bookings().book(BookingRequest.room(guest, room.id(), stay, 1)));

        assertThat(booking.stay()).isEqualTo(stay);
        assertThat(applications(2).get(1).bookings().find(guest, booking.id())).contains(booking);
        assertThat(audit(room.hotel())).containsExactly(booking);
        assertThat(outside().soldNights(room.hotel()))
                .extracting(StorageFixture.SoldNight::night)
                .containsExactlyInAnyOrderElementsOf(stay.nights());
        Stay last = new Stay(arrival.plus(3, ChronoUnit.DAYS), arrival.plus(4, ChronoUnit.DAYS));
        assertThat(then.availability().freeRooms(room.hotel(), last, 1)).isEmpty();
        assertThat(then.bookings()
                        .book(BookingRequest.room(guest, room.id(), last, 1))
                        .success())
                .isEmpty();
    }
}
