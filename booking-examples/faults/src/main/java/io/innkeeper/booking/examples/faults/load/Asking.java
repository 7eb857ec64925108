package io.innkeeper.booking.examples.faults.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InnkeeperException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.history.Line;
import io.innkeeper.booking.examples.faults.history.Line.Asked;
import io.innkeeper.booking.examples.faults.history.Line.Nights;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.Happened;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks, and writes down that it asks before, and what it was told after. Safe for use by many threads. */
public final class Asking {

    private final Innkeeper innkeeper;
    private final Journal journal;

    public Asking(Innkeeper innkeeper, Journal journal) {
        this.innkeeper = innkeeper;
        this.journal = journal;
    }

    /**
     * A request that can be made more than once.
     *
     * @param key its key
     * @param what which operation
     * @param guest whose request it is
     * @param hotel the hotel that it is about
     * @param booking the booking that it is about, if it is there already
     * @param wanted the nights of one given room that it wants, as far as they are known
     * @param operation makes it
     */
    record Request(
            String key,
            String what,
            UserId guest,
            HotelId hotel,
            @Nullable Booking booking,
            @Nullable Nights wanted,
            Function<Innkeeper, Outcome> operation) {}

    /** Makes a request; null if there was no answer but an exception. */
    @Nullable
    Outcome ask(Request request, int attempt) {
        return ask(
                new Asked(
                        request.key(),
                        attempt,
                        Journal.now(),
                        request.what(),
                        request.guest().toString(),
                        request.hotel().toString(),
                        request.booking() == null
                                ? null
                                : request.booking().id().toString(),
                        request.wanted()),
                () -> request.operation().apply(innkeeper));
    }

    /** Asks what became of a request. */
    @Nullable
    Outcome resolve(String key, UserId guest, HotelId hotel, int attempt) {
        return ask(
                new Asked(key, attempt, Journal.now(), "resolve", guest.toString(), hotel.toString(), null, null),
                () -> innkeeper.bookings().resolve(guest, hotel, key));
    }

    private @Nullable Outcome ask(Asked asked, Supplier<Outcome> operation) {
        journal.write(Line.of(asked));
        try {
            Outcome outcome = operation.get();
            journal.write(Line.of(new Told(
                    asked.request(),
                    asked.attempt(),
                    Journal.now(),
                    outcome.getClass().getSimpleName(),
                    done(outcome).stream().map(Asking::seen).toList(),
                    outcome instanceof Unavailable taken
                            ? taken.nights().stream().map(LocalDate::toString).toList()
                            : List.of(),
                    null)));
            return outcome;
        } catch (InnkeeperException e) {
            journal.write(Line.of(new Told(
                    asked.request(),
                    asked.attempt(),
                    Journal.now(),
                    e.getClass().getSimpleName(),
                    List.of(),
                    List.of(),
                    e.getMessage())));
            return null;
        } catch (RuntimeException | Error e) {
            // Nobody should ever see another one.
            journal.write(Line.of(new Line.Complaint("UNTRUE", "instead of a typed answer to " + asked + ": " + e)));
            throw e;
        }
    }

    /** What an answer says was done. */
    static List<Booking> done(Outcome outcome) {
        if (outcome instanceof GroupDone group) {
            return group.bookings();
        }
        return outcome instanceof Happened happened
                ? happened.bookings()
                : outcome.success().stream().toList();
    }

    static Seen seen(Booking booking) {
        Instant held = booking.heldUntil();
        return new Seen(
                booking.id().toString(),
                booking.version(),
                booking.status().name(),
                nights(booking.room().toString(), booking.stay()),
                held == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, held));
    }

    static Nights nights(String room, Stay stay) {
        return new Nights(room, stay.arrival().toString(), stay.departure().toString());
    }
}
