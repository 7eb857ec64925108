package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.KeptRequest;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.stay.Stay;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, by which it is recognised when it is asked for again.
 *
 * @param key the caller's, or a new one
 * @param isRepeatable whether the key is the caller's
 * @param what all that makes it another request
 */
record Request(RequestKey key, boolean isRepeatable, String what) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

    static String checkedKey(@Nullable String key) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw new InvalidRequestException(
                    "key", "must be 1 to 64 visible characters of ASCII", String.valueOf(key));
        }
        return key;
    }

    /**
     * A request of a user.
     *
     * @param key the caller's, or null
     * @param what all that makes it another request, in one order; the same texts in every version of this library, since
     *     hashes of them are stored
     */
    static Request of(UserId user, @Nullable String key, String... what) {
        // A character that is in none of them keeps "a", "bc" and "ab", "c" apart.
        return new Request(
                new RequestKey(user, key != null ? key : Ids.next().toString()),
                key != null,
                String.join("\u001f", what));
    }

    /** A hash of what is asked for, in hex. Made each time, since most who are refused need none. */
    String fingerprint() {
        return HexFormat.of().formatHex(Sha256.of(what));
    }

    /** Which room, for how long and for how many, as part of what is asked for. */
    static String text(RoomChoice choice, Stay stay, int guests) {
        String room = choice instanceof RoomChoice.ThisRoom given
                ? "room " + given.room()
                : "any " + ((RoomChoice.AnyRoom) choice).hotel() + " " + ((RoomChoice.AnyRoom) choice).type();
        return String.join(
                "\u001e", room, stay.arrival().toString(), stay.departure().toString(), "" + guests);
    }

    /** The same of a request to book or hold; a quote is part of it only if it names one. */
    static String text(BookingRequest request) {
        String text = text(request.room(), request.stay(), request.guests());
        return request.quote() == null ? text : text + "\u001equote " + request.quote();
    }

    BookingEvent event(UUID id, BookingEvent.Type type, Booking booking) {
        return new BookingEvent(id, type, booking, key.account());
    }

    /**
     * Has it done once.
     *
     * @param attempt tries to do it; may lose to the same request elsewhere, in whatever way
     * @param again the answer that was given to who had it done
     */
    <T extends Outcome> T once(BookingStore store, Supplier<T> attempt, Function<Booking, T> again) {
        return allOnce(store, attempt, bookings -> again.apply(bookings.get(0)));
    }

    /** The same for what is done to several bookings at once. */
    <T extends Outcome> T allOnce(BookingStore store, Supplier<T> attempt, Function<List<Booking>, T> again) {
        if (!isRepeatable) {
            return attempt.get();
        }
        Optional<KeptRequest> earlier = store.findByKey(key);
        if (earlier.isEmpty()) {
            T outcome = attempt.get();
            if (outcome.success().isPresent()) {
                return outcome;
            }
            earlier = afterAttempt(store, outcome);
            if (earlier.isEmpty()) {
                return outcome;
            }
        }
        List<Booking> done = earlier.get().bookings();
        if (done.isEmpty() || !earlier.get().fingerprint().equals(fingerprint())) {
            throw new RequestKeyReusedException(key.value());
        }
        return again.apply(done);
    }

    /** Whoever lost the connection to the storage may not have another one to look, and is told what became of it just the same. */
    private Optional<KeptRequest> afterAttempt(BookingStore store, Outcome outcome) {
        try {
            return store.findByKey(key);
        } catch (StorageException e) {
            if (outcome instanceof Unknown) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
