package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Tidied;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.GroupOutcome;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.NeverHappens;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of tidying up: that it ends what has expired and forgets what is old, and nothing else. */
public abstract class TidyContract extends StorageContract {

    private static final Duration LENGTH = Duration.ofMinutes(20);

    /** Longer than anything here gets old. */
    private static final Duration ALL = Duration.ofDays(3_650);

    private static final Duration SHORTEST = Duration.ofHours(1);

    /** For subclasses. */
    protected TidyContract() {}

    /** Away with what other tests left: where there is one clock for all hotels, it would be old before long. */
    @BeforeEach
    final void tidyUp() {
        Room any = newRoom();
        outside().expireHolds(any.hotel());
        innkeeper().tidyUp(SHORTEST);
        booked(newGuest(), any, stay(1, 1));
        outside().ageKeys(any.hotel(), SHORTEST);
        innkeeper().tidyUp(SHORTEST);
    }

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private static BookingRequest request(UserId guest, Room room, Stay stay) {
        return BookingRequest.room(guest, room.id(), stay, 1);
    }

    private Booking held(UserId guest, Room room, Stay stay) {
        return bookings().hold(request(guest, room, stay), LENGTH).success().orElseThrow();
    }

    private Booking found(Booking booking) {
        return bookings().find(booking.user(), booking.id()).orElseThrow();
    }

    /** As {@link #audit}, where keys may have been forgotten. */
    private List<Booking> looked(HotelId hotel) {
        assertThat(innkeeper().verifyInventory().findings()).isEmpty();
        return auditNights(hotel);
    }

    // Holds

    @Test
    void aHoldThatHasExpiredIsCancelled() {
        Room room = newRoom();
        Booking made = held(newGuest(), room, stay(1, 3));
        outside().expireHolds(room.hotel());
        Booking hold = found(made);

        assertThat(innkeeper().tidyUp(ALL)).isEqualTo(new Tidied(1, 0, 0));

        Booking ended = hold.moveTo(BookingStatus.CANCELLED);
        assertThat(found(hold)).isEqualTo(ended);
        assertThat(outside().soldNights(room.hotel())).isEmpty();
        assertThat(bookings().confirm(hold.user(), hold.id())).isInstanceOf(Refused.class);
        assertThat(bookings().extend(hold.user(), hold.id(), LENGTH)).isInstanceOf(Refused.class);
        assertThat(innkeeper().tidyUp(ALL)).isEqualTo(new Tidied(0, 0, 0));
        assertThat(looked(room.hotel())).containsExactly(ended);
    }

    @Test
    void whatHasNotExpiredStays() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking confirmed = held(guest, room, stay(1, 1));
        outside().expireHolds(room.hotel());
        Booking extended = held(guest, room, stay(2, 1));
        outside().expireHolds(room.hotel());
        List<Booking> all = List.of(
                bookings().confirm(guest, confirmed.id()).success().orElseThrow(),
                bookings().extend(guest, extended.id(), LENGTH).success().orElseThrow(),
                held(guest, room, stay(3, 1)),
                booked(guest, room, stay(4, 1)));

        assertThat(innkeeper().tidyUp(ALL)).isEqualTo(new Tidied(0, 0, 0));

        assertThat(looked(room.hotel())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(outside().soldNights(room.hotel())).hasSize(4);
    }

    @Test
    void whoTookNightsOfAHoldKeepsThem() {
        Room room = newRoom();
        Booking hold = held(newGuest(), room, stay(1, 3));
        outside().expireHolds(room.hotel());
        Booking faster = booked(newGuest(), room, stay(3, 2));

        assertThat(innkeeper().tidyUp(ALL).endedHolds()).isEqualTo(1);

        assertThat(found(hold).status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(looked(room.hotel())).hasSize(2).contains(faster);
        assertThat(outside().soldNights(room.hotel())).hasSize(2);
    }

    @ParameterizedTest(name = "{0} application(s)")
    @ValueSource(ints = {1, 4})
    void eachOfManyHoldsIsEndedOnce(int applications) {
        int holds = 120;
        Room room = newRoom();
        UserId guest = newGuest();
        for (int i = 0; i < holds; i++) {
            held(guest, room, stay(i, 1));
        }
        outside().expireHolds(room.hotel());

        List<Tidied> tidied =
                Race.run(applications, i -> applications(applications).get(i).tidyUp(ALL));
        Tidied left = innkeeper().tidyUp(ALL); // those for which two were in each other's way

        assertThat(tidied.stream().mapToInt(Tidied::endedHolds).sum() + left.endedHolds())
                .isEqualTo(holds);
        assertThat(looked(room.hotel()))
                .hasSize(holds)
                .allMatch(booking -> booking.status() == BookingStatus.CANCELLED && booking.version() == 2);
    }

    @Test
    void theHoldsOfAGroupAreEndedTogether() {
        int holds = 60;
        Room room = newRoom();
        UserId guest = newGuest();
        GroupRequest request = GroupRequest.of(guest);
        for (int i = 0; i < holds; i++) {
            request = request.room(room.id(), stay(i, 1), 1);
        }
        GroupId group = held(request);
        outside().expireHolds(room.hotel());
        List<GroupOutcome> meanwhile = new ArrayList<>();
        Innkeeper tidying = Innkeeper.builder()
                .storage(storage())
                .passwordHasher(CHEAP)
                .clock(new SettableClock(NOW))
                .listener(event -> {
                    if (meanwhile.isEmpty()) {
                        meanwhile.add(innkeeper().groups().confirm(guest, group));
                    }
                })
                .build();

        assertThat(tidying.tidyUp(ALL)).isEqualTo(new Tidied(holds, 0, 0));

        assertThat(meanwhile)
                .as("what is left of the group when the first event is told")
                .hasOnlyElementsOfType(Refused.class)
                .hasSize(1);
        assertThat(looked(room.hotel()))
                .hasSize(holds)
                .allMatch(booking -> booking.status() == BookingStatus.CANCELLED);
    }

    @Test
    void aGroupOfWhichOneHoldWasExtendedStays() {
        Room room = newRoom();
        UserId guest = newGuest();
        GroupId group =
                held(GroupRequest.of(guest).room(room.id(), stay(1, 1), 1).room(room.id(), stay(2, 1), 1));
        outside().expireHolds(room.hotel());
        Booking first = innkeeper().groups().find(guest, group).get(0);
        assertThat(bookings().extend(guest, first.id(), LENGTH).success()).isPresent();

        assertThat(innkeeper().tidyUp(ALL)).isEqualTo(new Tidied(0, 0, 0));

        GroupOutcome confirmed = innkeeper().groups().confirm(guest, group);
        assertThat(confirmed).isInstanceOf(GroupDone.class);
        assertThat(((GroupDone) confirmed).bookings()).hasSize(2);
        assertThat(looked(room.hotel())).allMatch(booking -> booking.status() == BookingStatus.CONFIRMED);
    }

    private GroupId held(GroupRequest request) {
        GroupOutcome outcome = innkeeper().groups().hold(request, LENGTH);
        return Objects.requireNonNull(outcome.success().orElseThrow().group());
    }

    @Test
    void whoIsExtendedOrConfirmedAtThatMomentIsNotEnded() {
        int rounds = rounds(40);
        UserId guest = guests(1).get(0);
        for (int round = 0; round < rounds; round++) {
            Room room = newRoom();
            Booking hold = held(guest, room, stay(1, 2));
            outside().expireHolds(room.hotel());
            boolean extend = round % 2 == 0;

            List<Boolean> done = Race.run(2, i -> {
                if (i == 0) {
                    return innkeeper().tidyUp(ALL).endedHolds() > 0;
                }
                Bookings bookings = applications(2).get(1).bookings();
                Outcome outcome =
                        extend ? bookings.extend(guest, hold.id(), LENGTH) : bookings.confirm(guest, hold.id());
                return outcome.success().isPresent();
            });

            BookingStatus kept = extend ? BookingStatus.HELD : BookingStatus.CONFIRMED;
            assertThat(looked(room.hotel()))
                    .singleElement()
                    .satisfies(booking -> assertThat(booking.version()).isEqualTo(2))
                    .satisfies(booking ->
                            assertThat(booking.status()).isEqualTo(done.get(1) ? kept : BookingStatus.CANCELLED));
            assertThat(done).as("one of them was done").contains(true);
        }
    }

    // Keys

    @Test
    void aRequestWhoseKeyIsForgottenIsDoneAnew() {
        UserId guest = newGuest();
        Room room = newRoom();
        Bookings once = bookings().withKey(UUID.randomUUID().toString());
        Booking first = booked(once.book(request(guest, room, stay(1, 1))));
        outside().ageKeys(room.hotel(), SHORTEST);

        assertThat(innkeeper().tidyUp(SHORTEST)).isEqualTo(new Tidied(0, 1, 0));

        Booking second = booked(once.book(request(guest, room, stay(2, 1))));
        assertThat(once.book(request(guest, room, stay(2, 1)))).isEqualTo(new Booked(second));
        assertThat(looked(room.hotel())).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aKeyIsKeptForAsLongAsAsked() {
        UserId guest = newGuest();
        Room room = newRoom();
        Bookings once = bookings().withKey(UUID.randomUUID().toString());
        Booking booking = booked(once.book(request(guest, room, stay(1, 1))));
        outside().ageKeys(room.hotel(), Duration.ofHours(2));

        assertThat(innkeeper().tidyUp(Duration.ofHours(3))).isEqualTo(new Tidied(0, 0, 0));

        assertThat(once.book(request(guest, room, stay(1, 1)))).isEqualTo(new Booked(booking));
        assertThatExceptionOfType(RequestKeyReusedException.class)
                .isThrownBy(() -> once.book(request(guest, room, stay(2, 1))));
        assertThat(innkeeper().tidyUp(Duration.ofHours(2))).isEqualTo(new Tidied(0, 1, 0));
    }

    @Test
    void aKeyThatWasGivenUpIsForgotten() {
        UserId guest = newGuest();
        Room room = newRoom();
        String key = UUID.randomUUID().toString();
        assertThat(bookings().resolve(guest, room.hotel(), key)).isEqualTo(new NeverHappens());
        outside().ageKeys(room.hotel(), SHORTEST);

        assertThat(innkeeper().tidyUp(SHORTEST)).isEqualTo(new Tidied(0, 1, 0));

        Booking booking = booked(bookings().withKey(key).book(request(guest, room, stay(1, 1))));
        assertThat(looked(room.hotel())).containsExactly(booking);
    }

    @ParameterizedTest(name = "{0} application(s)")
    @ValueSource(ints = {1, 4})
    void eachOfManyKeysIsForgottenOnce(int applications) {
        int requests = 60;
        Room room = newRoom();
        UserId guest = newGuest();
        for (int i = 0; i < requests; i++) {
            booked(guest, room, stay(i, 1));
        }
        outside().ageKeys(room.hotel(), SHORTEST);
        booked(guest, room, stay(requests, 1));

        List<Tidied> tidied =
                Race.run(applications, i -> applications(applications).get(i).tidyUp(SHORTEST));

        assertThat(tidied.stream().mapToInt(Tidied::forgottenKeys).sum()).isEqualTo(requests);
        assertThat(looked(room.hotel())).hasSize(requests + 1);
    }

    @Test
    void keysAreForgottenWhileOthersBook() {
        int requests = rounds(40);
        int threads = 4;
        Room room = newRoom();
        List<UserId> guests = guests(threads);
        IntStream.range(0, requests).forEach(i -> booked(guests.get(i % threads), room, stay(i, 1)));
        outside().ageKeys(room.hotel(), SHORTEST);

        Race.run(threads + 1, thread -> {
            if (thread == threads) {
                return innkeeper().tidyUp(SHORTEST);
            }
            Bookings bookings = bookings();
            for (int i = 0; i < requests; i++) {
                Stay night = stay(requests * (thread + 1) + i, 1);
                bookings = bookings().withKey("key-" + thread + "-" + i);
                booked(bookings.book(request(guests.get(thread), room, night)));
            }
            return bookings;
        });

        innkeeper().tidyUp(SHORTEST);
        assertThat(looked(room.hotel())).hasSize(requests * (threads + 1));
    }

    @Test
    void keysAreKeptForAnHourAtLeast() {
        for (Duration keep : List.of(
                SHORTEST.minusNanos(1),
                Duration.ZERO,
                SHORTEST.negated(),
                Duration.ofDays(36_500).plusNanos(1))) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> innkeeper().tidyUp(keep))
                    .satisfies(e -> assertThat(e.violations().get(0).field()).isEqualTo("keepKeys"))
                    .withMessageContaining(keep.toString());
        }
    }
}
