package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.BlockOutcome;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.ChangeOutcome;
import io.innkeeper.booking.reservation.FrontDesk;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.GroupOutcome;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Held;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteOutcome;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quoted;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.reservation.StatusChanged;
import io.innkeeper.booking.reservation.StatusOutcome;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random steps, one after the other, each of whose answers must be the one that a naive model gives: who has a night of a
 * room is written in a map, and all else is looked up there. What is stored is compared with the model as well.
 *
 * <p>From time to time the hotels are left for those of another city, which has random numbers of its own. In every other
 * city no two rooms of a hotel cost the same, so that there even "any room" leaves nothing to chance and a replay does the
 * very same.
 */
public abstract class ModelContract extends StorageContract {

    /** The system property for how many seconds the steps go on, where a storage does not count them; 10 by default. */
    public static final String SECONDS = "innkeeper.tck.model.seconds";

    private static final int STEPS_IN_FIRST_CITY = 500;
    private static final int MOST_STEPS_IN_A_CITY = 25_000;
    private static final int NIGHTS = 40;
    private static final Duration HOLD = Duration.ofMinutes(20);
    private static final Duration KEEP_KEYS = Duration.ofHours(1);
    private static final List<String> TYPES = List.of("double", "suite", "single");

    /** What became of the steps, by the name of the answer. */
    private final Map<String, Integer> answers = new TreeMap<>();

    /** For subclasses. */
    protected ModelContract() {}

    /**
     * Whether there is to be one more step.
     *
     * @param done how many there were
     * @param elapsed for how long
     */
    protected boolean goesOn(int done, Duration elapsed) {
        return elapsed.toSeconds() < Integer.getInteger(SECONDS, 10);
    }

    @Test
    void everyAnswerIsTheOneOfANaiveModel() {
        Seed seed = Seed.of("everyAnswerIsTheOneOfANaiveModel");
        long start = System.nanoTime();
        int done = 0;
        for (int number = 0; goesOn(done, since(start)); number++) {
            City city = new City(seed.random(number), number % 2 == 0);
            int last = done + Math.min(MOST_STEPS_IN_A_CITY, STEPS_IN_FIRST_CITY << Math.min(number, 10));
            try {
                while (done < last && goesOn(done, since(start))) {
                    done++;
                    city.step();
                }
                city.compareWithWhatIsStored();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(seed + ", step " + done + " in city " + number + ": " + e.getMessage(), e);
            }
            city.abandon();
        }
        System.out.println(done + " steps in " + since(start).toMillis() + " ms, with answers " + answers);
        if (done < 10_000) {
            return; // a slow machine
        }
        assertThat(answers)
                .as("each kind of answer was among them")
                .containsKeys(
                        "Booked",
                        "Held",
                        "Changed",
                        "HoldLost",
                        "Unavailable",
                        "Refused",
                        "Cancelled",
                        "GroupDone",
                        "Quoted",
                        "calendar",
                        "StatusChanged",
                        "Blocked",
                        "Tidied",
                        "NotFoundException",
                        "offers");
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private <T> T counted(T answer) {
        answers.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
        return answer;
    }

    /** A few hotels and guests, and what is booked there. */
    private final class City {

        private final Random random;
        private final String name = unique("Model");
        private final List<UserId> guests = newGuests(3);
        private final List<HotelId> hotels = new ArrayList<>();
        private final List<RoomId> rooms = new ArrayList<>();

        // The model: everything as it was last written.
        private final Map<HotelId, Hotel> hotelById = new HashMap<>();
        private final Map<RoomId, Room> roomById = new HashMap<>();
        private final Map<RoomId, Map<LocalDate, BookingId>> nights = new HashMap<>();
        private final Map<HotelId, Map<String, Map<LocalDate, Money>>> rates = new HashMap<>();
        private final Map<HotelId, List<HotelRestriction>> restrictions = new HashMap<>();
        private final Map<BookingId, Booking> bookings = new HashMap<>();
        private final List<BookingId> made = new ArrayList<>();
        private final Map<UserId, List<BookingId>> madeBy = new HashMap<>();
        private final List<BookingId> live = new ArrayList<>();
        private final List<BookingId> holds = new ArrayList<>();
        private final List<BookingId> here = new ArrayList<>();
        private final List<BookingId> blocks = new ArrayList<>();
        private final SettableClock deskClock = new SettableClock(NOW);
        private final Innkeeper desk = application(deskClock);
        private final Set<BookingId> expired = new HashSet<>();

        City(Random random, boolean differentRates) {
            this.random = random;
            guests.forEach(guest -> madeBy.put(guest, new ArrayList<>()));
            for (int h = 0; h < 3; h++) {
                Hotel hotel = innkeeper()
                        .hotels()
                        .add(HotelDetails.of("Hotel " + h, name, ZoneOffset.UTC, EUR)
                                .withCancellation(new CancellationPolicy(5 * h, 35 * h)));
                hotels.add(hotel.id());
                hotelById.put(hotel.id(), hotel);
                rates.put(hotel.id(), new HashMap<>());
                restrictions.put(hotel.id(), new ArrayList<>());
                for (int r = 0; r < 4; r++) {
                    int rate = differentRates ? 50 + 10 * random.nextInt(5) + r : 50 + 10 * random.nextInt(2);
                    String type = TYPES.get(random.nextInt(2));
                    Room room = newRoom(hotel.id(), "room " + r, type, 2 + random.nextInt(3), String.valueOf(rate));
                    rooms.add(room.id());
                    roomById.put(room.id(), room);
                    nights.put(room.id(), new HashMap<>());
                }
            }
        }

        void step() {
            if (random.nextInt(1_000) == 0) {
                tidyUp();
                return;
            }
            int kind = random.nextInt(100);
            if (kind < 19) {
                bookRoom();
            } else if (kind < 33) {
                bookAnyRoom();
            } else if (kind < 37) {
                bookGroup();
            } else if (kind < 45) {
                cancel();
            } else if (kind < 51) {
                change();
            } else if (kind < 54) {
                comeOrGo();
            } else if (kind < 57) {
                blockOrUnblock();
            } else if (kind < 64) {
                changeHold();
            } else if (kind < 65) {
                expireHolds();
            } else if (kind < 69) {
                closeOrReopenRoom();
            } else if (kind < 71) {
                closeOrReopenHotel();
            } else if (kind < 73) {
                setOrClearRates();
            } else if (kind < 74) {
                restrictOrLift();
            } else if (kind < 77) {
                quote();
            } else if (kind < 80) {
                lookAtTheCalendar();
            } else if (kind < 84) {
                searchHotel();
            } else if (kind < 88) {
                searchCity();
            } else if (kind < 95) {
                find();
            } else {
                list();
            }
        }

        private boolean rarely() {
            return random.nextInt(50) == 0;
        }

        private <T> T oneOf(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private Stay randomStay() {
            int arrival = rarely() ? -1 : random.nextInt(NIGHTS);
            int length = rarely() ? 1 + random.nextInt(NIGHTS) : 1 + random.nextInt(6);
            return stay(arrival, random.nextInt(1_000) == 0 ? 366 + random.nextInt(2) : length);
        }

        private int randomGuests() {
            return rarely() ? 9 : 1 + random.nextInt(3);
        }

        // What the model says

        private boolean isOpen(Room room) {
            return !room.closed() && !hotelById.get(room.hotel()).closed();
        }

        private List<LocalDate> taken(Room room, Stay stay) {
            return takenByOthers(null, room, stay);
        }

        private List<LocalDate> takenByOthers(@Nullable BookingId own, Room room, Stay stay) {
            return stay.nights().stream()
                    .filter(night -> {
                        BookingId owner = nights.get(room.id()).get(night);
                        return isTaken(owner) && !owner.equals(own);
                    })
                    .toList();
        }

        private boolean isTaken(@Nullable BookingId owner) {
            return owner != null && !expired.contains(owner);
        }

        private List<Room> roomsOf(HotelId hotel) {
            return rooms.stream()
                    .map(roomById::get)
                    .filter(room -> room.hotel().equals(hotel))
                    .toList();
        }

        private List<Room> free(HotelId hotel, Stay stay, int guests) {
            return freeFor(null, hotel, stay, guests);
        }

        /** Cheapest first, then by number. */
        private List<Room> freeFor(@Nullable BookingId own, HotelId hotel, Stay stay, int guests) {
            return roomsOf(hotel).stream()
                    .filter(room -> isOpen(room) && room.details().capacity() >= guests)
                    .filter(room -> takenByOthers(own, room, stay).isEmpty())
                    .sorted(Comparator.comparing(
                                    (Room room) -> room.details().nightlyRate().amount())
                            .thenComparing(Room::number))
                    .toList();
        }

        private Money total(Room room, Stay stay) {
            RoomDetails details = room.details();
            Map<LocalDate, Money> ofType = rates.get(room.hotel()).getOrDefault(details.type(), Map.of());
            BigDecimal sum = BigDecimal.ZERO;
            for (LocalDate night : stay.nights()) {
                sum = sum.add(ofType.getOrDefault(night, details.nightlyRate()).amount());
            }
            return new Money(sum, EUR);
        }

        private @Nullable CancellationTerms terms(HotelId hotel, Stay stay, Money total) {
            CancellationPolicy policy = hotelById.get(hotel).details().cancellation();
            return policy.feePercent() == 0
                    ? null
                    : new CancellationTerms(stay.arrival().minusDays(policy.freeDays()), policy.fee(total));
        }

        private static @Nullable Money fee(Booking booking, LocalDate day) {
            CancellationTerms terms = booking.cancellation();
            return terms == null ? null : day.isAfter(terms.freeUntil()) ? terms.fee() : Money.of("0", "EUR");
        }

        private Money lowestTotal(List<Room> free, Stay stay) {
            return free.stream()
                    .map(room -> total(room, stay))
                    .min(Comparator.comparing(Money::amount))
                    .orElseThrow();
        }

        private List<String> refusals(Stay stay, int guests, int capacity) {
            List<String> rules = new ArrayList<>();
            if (stay.arrival().isBefore(TODAY)) {
                rules.add("not-in-the-past");
            }
            if (stay.length() > 366) {
                rules.add("not-too-long");
            }
            if (guests > capacity) {
                rules.add("within-capacity");
            }
            return rules;
        }

        /**
         * By which restrictions a stay is refused.
         *
         * @param before the booking that is to be changed to it, or null for a new one
         */
        private List<String> restricted(HotelId hotel, String type, Stay stay, @Nullable Booking before) {
            return restrictions.get(hotel).stream()
                    .map(HotelRestriction::restriction)
                    .filter(each -> each.roomType() == null || each.roomType().equals(type))
                    .filter(each -> refuses(each, stay, isNewTo(each, before) ? null : before))
                    .sorted(Comparator.comparing(Restriction::kind))
                    .map(each -> each.kind().ruleName())
                    .toList();
        }

        private boolean isNewTo(Restriction restriction, @Nullable Booking before) {
            return before == null
                    || (restriction.roomType() != null
                            && !restriction
                                    .roomType()
                                    .equals(roomById.get(before.room())
                                            .details()
                                            .type()));
        }

        private static boolean refuses(Restriction restriction, Stay stay, @Nullable Booking before) {
            boolean sameArrival = before != null && before.stay().arrival().equals(stay.arrival());
            boolean sameDeparture = before != null && before.stay().departure().equals(stay.departure());
            boolean arrives = isIn(restriction.days(), stay.arrival());
            return switch (restriction.kind()) {
                case MINIMUM_STAY -> arrives && stay.length() < restriction.number() && !(sameArrival && sameDeparture);
                case MAXIMUM_STAY -> arrives && stay.length() > restriction.number() && !(sameArrival && sameDeparture);
                case CLOSED_TO_ARRIVAL -> arrives && !sameArrival;
                case CLOSED_TO_DEPARTURE -> isIn(restriction.days(), stay.departure()) && !sameDeparture;
                case STOP_SELL ->
                    restriction.days().nights().stream()
                            .anyMatch(night -> isIn(stay, night) && (before == null || !isIn(before.stay(), night)));
                case ADVANCE_PURCHASE ->
                    arrives && TODAY.plusDays(restriction.number()).isAfter(stay.arrival()) && !sameArrival;
            };
        }

        private static boolean isIn(Stay days, LocalDate day) {
            return !day.isBefore(days.arrival()) && day.isBefore(days.departure());
        }

        private List<Room> sold(List<Room> free, Stay stay) {
            return free.stream()
                    .filter(room -> restricted(room.hotel(), room.details().type(), stay, null)
                            .isEmpty())
                    .toList();
        }

        // Booking

        private void bookRoom() {
            UserId guest = oneOf(guests);
            Room room = roomById.get(oneOf(rooms));
            Stay stay = randomStay();
            int guestsInRoom = randomGuests();
            if (rarely()) {
                RoomId nowhere = new RoomId(UUID.randomUUID());
                assertNotFound("room", nowhere, BookingRequest.room(guest, nowhere, stay, guestsInRoom));
                return;
            }
            BookingRequest request = BookingRequest.room(guest, room.id(), stay, guestsInRoom);
            Outcome outcome = counted(bookOrHold(request));
            List<String> refusals = refusals(stay, guestsInRoom, room.details().capacity());
            refusals.addAll(restricted(room.hotel(), room.details().type(), stay, null));
            List<LocalDate> taken = taken(room, stay);
            if (!refusals.isEmpty()) {
                assertRefused(request, outcome, refusals);
            } else if (isOpen(room) && taken.isEmpty()) {
                take(request, outcome, List.of(room));
            } else if (isOpen(room) || (!taken.isEmpty() && outcome instanceof Unavailable)) {
                // Of a closed room it may be said as well that its nights are taken.
                assertThat(outcome).as("answer to %s", request).isEqualTo(new Unavailable(taken));
            } else {
                assertRefused(request, outcome, List.of("open"));
            }
        }

        private void bookAnyRoom() {
            UserId guest = oneOf(guests);
            HotelId hotel = oneOf(hotels);
            String type = rarely() ? TYPES.get(2) : TYPES.get(random.nextInt(2));
            Stay stay = randomStay();
            int guestsInRoom = randomGuests();
            BookingRequest request = BookingRequest.anyRoom(guest, hotel, type, stay, guestsInRoom);
            List<String> refusals = refusals(stay, guestsInRoom, guestsInRoom);
            refusals.addAll(restricted(hotel, type, stay, null));
            List<Room> ofType = roomsOf(hotel).stream()
                    .filter(room -> room.details().type().equals(type))
                    .toList();
            if (refusals.isEmpty() && ofType.isEmpty()) {
                assertNotFound("room type", type, request);
                return;
            }
            Outcome outcome = counted(bookOrHold(request));
            List<Room> large = ofType.stream()
                    .filter(room -> room.details().capacity() >= guestsInRoom)
                    .toList();
            List<Room> suitable = large.stream().filter(this::isOpen).toList();
            List<Room> free = free(hotel, stay, guestsInRoom).stream()
                    .filter(suitable::contains)
                    .toList();
            if (!refusals.isEmpty()) {
                assertRefused(request, outcome, refusals);
            } else if (suitable.isEmpty()) {
                assertRefused(request, outcome, List.of(large.isEmpty() ? "within-capacity" : "open"));
            } else if (free.isEmpty()) {
                List<LocalDate> takenInAll = new ArrayList<>(stay.nights());
                suitable.forEach(room -> takenInAll.retainAll(taken(room, stay)));
                assertThat(outcome).as("answer to %s", request).isEqualTo(new Unavailable(takenInAll));
            } else {
                Money lowest = free.get(0).details().nightlyRate();
                take(
                        request,
                        outcome,
                        free.stream()
                                .filter(room -> room.details().nightlyRate().equals(lowest))
                                .toList());
            }
        }

        private Outcome bookOrHold(BookingRequest request) {
            boolean hold = random.nextInt(3) == 0;
            if (random.nextInt(4) > 0) {
                return bookOrHold(innkeeper().bookings(), request, hold);
            }
            Bookings once = innkeeper().bookings().withKey(UUID.randomUUID().toString());
            Outcome outcome = bookOrHold(once, request, hold);
            if (outcome.success().isPresent()) {
                assertThat(bookOrHold(once, request, hold))
                        .as("answer to %s again", request)
                        .isEqualTo(outcome);
            }
            return outcome;
        }

        private static Outcome bookOrHold(Bookings bookings, BookingRequest request, boolean hold) {
            return hold ? bookings.hold(request, HOLD) : bookings.book(request);
        }

        private void take(BookingRequest request, Outcome outcome, List<Room> acceptable) {
            assertThat(outcome.success())
                    .as("booking for %s, of %s", request, outcome)
                    .isPresent();
            Booking booking = outcome.success().get();
            assertThat(acceptable)
                    .as("rooms for %s", request)
                    .extracting(Room::id)
                    .contains(booking.room());
            assertThat(booking)
                    .as("booking for %s", request)
                    .isEqualTo(Booking.of(
                                    booking.id(),
                                    request.user(),
                                    roomById.get(booking.room()).hotel(),
                                    booking.room(),
                                    request.stay(),
                                    request.guests(),
                                    total(roomById.get(booking.room()), request.stay()),
                                    booking.heldUntil())
                            .on(terms(booking.hotel(), request.stay(), booking.total())));
            madeBy.get(booking.user()).add(booking.id());
            (outcome instanceof Held ? holds : live).add(booking.id());
            put(booking);
        }

        private void put(Booking booking) {
            assertThat(bookings.put(booking.id(), booking))
                    .as("another booking of the same id")
                    .isNull();
            made.add(booking.id());
            booking.stay().nights().forEach(night -> nights.get(booking.room()).put(night, booking.id()));
        }

        private void giveBack(Booking booking, Stay stay) {
            stay.nights().forEach(nights.get(booking.room())::remove);
        }

        private void assertNotFound(String what, Object id, BookingRequest request) {
            assertThatExceptionOfType(NotFoundException.class)
                    .as("answer to %s", request)
                    .isThrownBy(() -> innkeeper().bookings().book(request))
                    .satisfies(e -> {
                        counted(e);
                        assertThat(e.what()).isEqualTo(what);
                        assertThat(e.id()).isEqualTo(id.toString());
                    });
        }

        private void assertRefused(Object request, Object outcome, List<String> rules) {
            assertThat(outcome).as("answer to %s", request).isInstanceOf(Refused.class);
            assertThat(((Refused) outcome).reasons())
                    .as("reasons to refuse %s", request)
                    .extracting(RuleViolation::rule)
                    .isEqualTo(rules);
        }

        // Groups

        /** One or two given rooms, and maybe any room of a type. */
        private void bookGroup() {
            HotelId hotel = oneOf(hotels);
            GroupRequest request = GroupRequest.of(oneOf(guests));
            List<Room> given = new ArrayList<>(roomsOf(hotel));
            Collections.shuffle(given, random);
            given = given.subList(0, 1 + random.nextInt(2));
            for (Room room : given) {
                request = request.room(room.id(), randomStay(), randomGuests());
            }
            String type = TYPES.get(random.nextInt(2));
            boolean any = random.nextBoolean()
                    && roomsOf(hotel).stream()
                            .anyMatch(room -> room.details().type().equals(type));
            if (any) {
                request = request.anyRoom(hotel, type, randomStay(), 1 + random.nextInt(2));
            }
            GroupOutcome outcome = counted(innkeeper().groups().book(request));
            List<String> refusals = groupRefusals(request, given);
            if (!refusals.isEmpty()) {
                assertThat(outcome).as("answer to %s", request).isInstanceOf(Refused.class);
                assertThat(((Refused) outcome)
                                .reasons().stream().map(RuleViolation::rule).distinct())
                        .as("reasons to refuse %s", request)
                        .containsExactlyElementsOf(refusals);
                return;
            }
            List<Object> answers = new ArrayList<>();
            Set<LocalDate> taken = new TreeSet<>();
            Set<LocalDate> takenInOpen = new TreeSet<>();
            for (int i = 0; i < given.size(); i++) {
                List<LocalDate> nights =
                        taken(given.get(i), request.parts().get(i).stay());
                taken.addAll(nights);
                takenInOpen.addAll(isOpen(given.get(i)) ? nights : List.of());
            }
            // Of a closed room it may be said as well that its nights are taken.
            Stream.of(taken, takenInOpen)
                    .filter(nights -> !nights.isEmpty())
                    .forEach(nights -> answers.add(new Unavailable(List.copyOf(nights))));
            boolean closed = !given.stream().allMatch(this::isOpen);
            if (any) {
                answers.addAll(whyNoRoomIsLeft(request, given, type));
            }
            if (outcome instanceof Refused refused) {
                String rule = refused.reasons().get(0).rule();
                assertThat((closed && rule.equals("open")) || answers.contains(rule))
                        .as("answer to %s is %s; %s", request, outcome, answers)
                        .isTrue();
            } else if (outcome instanceof Unavailable) {
                assertThat(answers).as("answers to %s", request).contains(outcome);
            } else {
                assertThat(closed).as("closed, and yet %s", outcome).isFalse();
                assertThat(answers)
                        .as("answers to %s, which is %s", request, outcome)
                        .isEmpty();
                groupBooked(request, ((GroupDone) outcome).bookings());
            }
        }

        /** Every rule that refuses a part, once. */
        private List<String> groupRefusals(GroupRequest request, List<Room> given) {
            Set<String> rules = new LinkedHashSet<>();
            for (int i = 0; i < request.parts().size(); i++) {
                GroupRequest.Part part = request.parts().get(i);
                boolean any = i == given.size();
                int capacity = any ? part.guests() : given.get(i).details().capacity();
                String type = any
                        ? ((RoomChoice.AnyRoom) part.room()).type()
                        : given.get(i).details().type();
                rules.addAll(refusals(part.stay(), part.guests(), capacity));
                rules.addAll(restricted(given.get(0).hotel(), type, part.stay(), null));
            }
            return List.copyOf(rules);
        }

        /** Why there is no room for the last part of a group, in which case others may have been asked first. */
        private List<Object> whyNoRoomIsLeft(GroupRequest request, List<Room> given, String type) {
            GroupRequest.Part part = request.parts().get(given.size());
            List<Room> large = roomsOf(given.get(0).hotel()).stream()
                    .filter(room ->
                            room.details().type().equals(type) && room.details().capacity() >= part.guests())
                    .toList();
            List<Room> suitable = large.stream().filter(this::isOpen).toList();
            if (suitable.isEmpty()) {
                return List.of(large.isEmpty() ? "within-capacity" : "open");
            }
            boolean left = suitable.stream()
                    .anyMatch(room -> taken(room, part.stay()).isEmpty()
                            && IntStream.range(0, given.size())
                                    .noneMatch(i -> given.get(i).equals(room)
                                            && request.parts().get(i).stay().overlaps(part.stay())));
            if (left) {
                return List.of();
            }
            List<LocalDate> takenInAll = new ArrayList<>(part.stay().nights());
            suitable.forEach(room -> takenInAll.retainAll(taken(room, part.stay())));
            return List.of(new Unavailable(takenInAll));
        }

        private void groupBooked(GroupRequest request, List<Booking> group) {
            for (int i = 0; i < group.size(); i++) {
                Booking booking = group.get(i);
                GroupRequest.Part part = request.parts().get(i);
                Room room = roomById.get(booking.room());
                assertThat(taken(room, part.stay())).as("nights of %s", booking).isEmpty();
                assertThat(booking)
                        .isEqualTo(Booking.of(
                                        booking.id(),
                                        request.user(),
                                        room.hotel(),
                                        room.id(),
                                        part.stay(),
                                        part.guests(),
                                        total(room, part.stay()),
                                        null)
                                .in(Objects.requireNonNull(group.get(0).group()))
                                .on(terms(room.hotel(), part.stay(), booking.total())));
                if (part.room() instanceof RoomChoice.ThisRoom given) {
                    assertThat(booking.room()).isEqualTo(given.room());
                }
                madeBy.get(booking.user()).add(booking.id());
                live.add(booking.id());
                put(booking);
            }
        }

        // The front desk

        /** A guest comes, leaves or does not come, on some day about their stay. */
        private void comeOrGo() {
            if (made.isEmpty()) {
                return;
            }
            Booking booking = bookings.get(
                    !here.isEmpty() && random.nextInt(3) == 0
                            ? oneOf(here)
                            : live.isEmpty() ? oneOf(made) : oneOf(live));
            Stay stay = booking.stay();
            LocalDate day = stay.arrival().plusDays(random.nextInt(stay.length() + 3) - 1L);
            deskClock.set(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
            FrontDesk desk = this.desk.frontDesk();
            int kind = here.contains(booking.id()) ? 1 : random.nextInt(8) < 6 ? 0 : 2;
            StatusOutcome outcome = counted(
                    kind == 0
                            ? desk.checkIn(Actor.system(), booking.id())
                            : kind == 1
                                    ? desk.checkOut(Actor.system(), booking.id())
                                    : desk.noShow(Actor.system(), booking.id()));
            BookingStatus needed = kind == 1 ? BookingStatus.CHECKED_IN : BookingStatus.CONFIRMED;
            if (booking.status() != needed) {
                assertRefused(booking, outcome, List.of(kind == 1 ? "checked-in" : "confirmed"));
            } else if (kind == 0 && (day.isBefore(stay.arrival()) || day.isAfter(stay.departure()))) {
                assertRefused(booking, outcome, List.of("within-the-stay"));
            } else if (kind == 2 && day.isBefore(stay.arrival())) {
                assertRefused(booking, outcome, List.of("arrival-day-has-come"));
            } else {
                Booking after = kind == 0
                        ? booking.moveTo(BookingStatus.CHECKED_IN)
                        : kind == 1
                                ? left(booking, day)
                                : booking.end(
                                        BookingStatus.NO_SHOW,
                                        booking.cancellation() == null
                                                ? null
                                                : booking.cancellation().fee());
                assertThat(outcome).as("%s on %s", booking, day).isEqualTo(new StatusChanged(after));
                bookings.put(booking.id(), after);
                live.remove(booking.id());
                here.remove(booking.id());
                if (kind == 0) {
                    here.add(booking.id());
                } else if (kind == 2) {
                    giveBack(booking, stay);
                }
            }
        }

        private Booking left(Booking booking, LocalDate day) {
            Stay stay = booking.stay();
            LocalDate leaving =
                    day.isAfter(stay.arrival()) ? day : stay.arrival().plusDays(1);
            if (!leaving.isBefore(stay.departure())) {
                return booking.moveTo(BookingStatus.CHECKED_OUT);
            }
            giveBack(booking, new Stay(leaving, stay.departure()));
            return booking.leave(new Stay(stay.arrival(), leaving));
        }

        private void blockOrUnblock() {
            Actor staff = Actor.staff(guests.get(0));
            if (!blocks.isEmpty() && random.nextBoolean()) {
                Booking block = bookings.get(oneOf(blocks));
                Booking unblocked = block.moveTo(BookingStatus.CANCELLED);
                assertThat(counted(innkeeper().frontDesk().unblock(staff, block.id())))
                        .isEqualTo(new StatusChanged(unblocked));
                bookings.put(block.id(), unblocked);
                blocks.remove(block.id());
                giveBack(block, block.stay());
                return;
            }
            Room room = roomById.get(oneOf(rooms));
            Stay stay = stay(random.nextInt(NIGHTS), 1 + random.nextInt(3));
            BlockOutcome outcome = counted(innkeeper().frontDesk().block(staff, room.id(), stay));
            List<LocalDate> taken = taken(room, stay);
            if (isOpen(room) && taken.isEmpty()) {
                Booking block =
                        outcome.success().orElseThrow(() -> new AssertionError("blocking " + room + ": " + outcome));
                assertThat(block.status()).isEqualTo(BookingStatus.BLOCKED);
                put(block);
                blocks.add(block.id());
            } else if (isOpen(room) || (!taken.isEmpty() && outcome instanceof Unavailable)) {
                assertThat(outcome).as("blocking %s", room).isEqualTo(new Unavailable(taken));
            } else {
                assertRefused(room, outcome, List.of("open"));
            }
        }

        // What was booked

        private void cancel() {
            if (made.isEmpty()) {
                return;
            }
            Booking booking = bookings.get(live.isEmpty() || rarely() ? oneOf(made) : oneOf(live));
            UserId user = rarely() ? oneOf(guests) : booking.user();
            if (!user.equals(booking.user()) || booking.guests() == 0) {
                assertThatExceptionOfType(NotFoundException.class)
                        .isThrownBy(() -> innkeeper().bookings().cancel(user, booking.id()));
                return;
            }
            Actor actor = rarely() ? Actor.staff(oneOf(guests)) : user;
            CancelOutcome outcome = counted(innkeeper().bookings().cancel(actor, booking.id()));
            if (booking.status() != BookingStatus.CONFIRMED) {
                assertRefused(booking, outcome, List.of("confirmed"));
                return;
            }
            Booking cancelled = booking.end(BookingStatus.CANCELLED, actor.equals(user) ? fee(booking, TODAY) : null);
            assertThat(outcome).as("cancelling %s", booking).isEqualTo(new Cancelled(cancelled));
            bookings.put(booking.id(), cancelled);
            live.remove(booking.id());
            giveBack(booking, booking.stay());
        }

        private void change() {
            if (made.isEmpty()) {
                return;
            }
            Booking booking = bookings.get(live.isEmpty() || rarely() ? oneOf(made) : oneOf(live));
            if (!here.isEmpty() && random.nextInt(4) == 0) {
                booking = bookings.get(oneOf(here));
            }
            if (booking.guests() > 0) {
                change(booking);
            }
        }

        private void change(Booking booking) {
            BookingChange change = BookingChange.of(booking);
            if (random.nextInt(3) > 0) {
                change = change.to(randomStay());
            } else if (random.nextBoolean()) {
                change = change.guests(randomGuests());
            }
            int choice = random.nextInt(3);
            if (choice == 0) {
                change = change.to(oneOf(roomsOf(booking.hotel())).id());
            } else if (choice == 1) {
                change = change.toAnyRoom(booking.hotel(), TYPES.get(random.nextInt(2)));
            }
            if (booking.status() != BookingStatus.CONFIRMED && booking.status() != BookingStatus.CHECKED_IN) {
                assertRefused(change, ask(booking, change), List.of("confirmed-or-checked-in"));
            } else if (change.room() instanceof RoomChoice.AnyRoom any) {
                changeToAnyRoom(booking, change, any.type());
            } else {
                changeToRoom(booking, change, roomById.get(((RoomChoice.ThisRoom) change.room()).room()));
            }
        }

        private ChangeOutcome ask(Booking booking, BookingChange change) {
            return counted(innkeeper().bookings().change(booking.user(), booking.id(), change));
        }

        private List<String> refusals(Booking booking, BookingChange change, int capacity, String type) {
            List<String> rules = refusals(change.stay(), change.guests(), capacity);
            boolean arrivalIsNew =
                    !change.stay().arrival().equals(booking.stay().arrival());
            if (!arrivalIsNew) {
                rules.remove("not-in-the-past");
            }
            rules.addAll(restricted(booking.hotel(), type, change.stay(), booking));
            if (arrivalIsNew && booking.status() == BookingStatus.CHECKED_IN) {
                rules.add("arrived");
            }
            return rules;
        }

        private void changeToRoom(Booking booking, BookingChange change, Room room) {
            ChangeOutcome outcome = ask(booking, change);
            List<String> refusals = refusals(
                    booking, change, room.details().capacity(), room.details().type());
            List<LocalDate> taken = takenByOthers(booking.id(), room, change.stay());
            boolean shrinks = room.id().equals(booking.room())
                    && change.stay().without(booking.stay()).isEmpty();
            if (!refusals.isEmpty()) {
                assertRefused(change, outcome, refusals);
            } else if (taken.isEmpty() && (shrinks || isOpen(room))) {
                changed(booking, change, outcome, List.of(room));
            } else if (isOpen(room) || (!taken.isEmpty() && outcome instanceof Unavailable)) {
                assertThat(outcome).as("%s of %s", change, booking).isEqualTo(new Unavailable(taken));
            } else {
                assertRefused(change, outcome, List.of("open"));
            }
        }

        private void changeToAnyRoom(Booking booking, BookingChange change, String type) {
            List<String> refusals = refusals(booking, change, change.guests(), type);
            List<Room> ofType = roomsOf(booking.hotel()).stream()
                    .filter(room -> room.details().type().equals(type))
                    .toList();
            if (refusals.isEmpty() && ofType.isEmpty()) {
                assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> ask(booking, change));
                return;
            }
            ChangeOutcome outcome = ask(booking, change);
            List<Room> large = ofType.stream()
                    .filter(room -> room.details().capacity() >= change.guests())
                    .toList();
            List<Room> suitable = large.stream().filter(this::isOpen).toList();
            List<Room> free = freeFor(booking.id(), booking.hotel(), change.stay(), change.guests()).stream()
                    .filter(suitable::contains)
                    .toList();
            if (!refusals.isEmpty()) {
                assertRefused(change, outcome, refusals);
            } else if (suitable.isEmpty()) {
                assertRefused(change, outcome, List.of(large.isEmpty() ? "within-capacity" : "open"));
            } else if (free.isEmpty()) {
                List<LocalDate> takenInAll = new ArrayList<>(change.stay().nights());
                suitable.forEach(room -> takenInAll.retainAll(takenByOthers(booking.id(), room, change.stay())));
                assertThat(outcome).as("%s of %s", change, booking).isEqualTo(new Unavailable(takenInAll));
            } else {
                Money lowest = free.get(0).details().nightlyRate();
                changed(
                        booking,
                        change,
                        outcome,
                        free.stream()
                                .filter(room -> room.details().nightlyRate().equals(lowest))
                                .toList());
            }
        }

        private void changed(Booking booking, BookingChange change, ChangeOutcome outcome, List<Room> acceptable) {
            Booking now =
                    outcome.success().orElseThrow(() -> new AssertionError(change + " of " + booking + ": " + outcome));
            assertThat(acceptable).extracting(Room::id).contains(now.room());
            Money total = total(roomById.get(now.room()), change.stay());
            assertThat(now)
                    .as("%s of %s", change, booking)
                    .isEqualTo(booking.changed(now.room(), change.stay(), change.guests(), total)
                            .on(changedTerms(booking, terms(booking.hotel(), change.stay(), total))));
            bookings.put(booking.id(), now);
            giveBack(booking, booking.stay());
            now.stay().nights().forEach(night -> nights.get(now.room()).put(night, now.id()));
        }

        /** A fee that is due does not go away, and gets no smaller. */
        private @Nullable CancellationTerms changedTerms(Booking booking, @Nullable CancellationTerms renewed) {
            CancellationTerms agreed = booking.cancellation();
            if (agreed == null || !TODAY.isAfter(agreed.freeUntil())) {
                return renewed;
            }
            Money fee = renewed == null
                    ? agreed.fee()
                    : new Money(agreed.fee().amount().max(renewed.fee().amount()), EUR);
            return new CancellationTerms(agreed.freeUntil(), fee);
        }

        // Holds

        private void changeHold() {
            if (made.isEmpty()) {
                return;
            }
            Booking booking = bookings.get(holds.isEmpty() || rarely() ? oneOf(made) : oneOf(holds));
            if (booking.guests() == 0) {
                return;
            }
            Bookings service = innkeeper().bookings();
            int kind = random.nextInt(3);
            Outcome outcome = counted(
                    kind == 0
                            ? service.extend(booking.user(), booking.id(), HOLD)
                            : kind == 1
                                    ? service.confirm(booking.user(), booking.id())
                                    : service.release(booking.user(), booking.id()));
            if (booking.status() != BookingStatus.HELD) {
                assertRefused(booking, outcome, List.of("held"));
            } else if (kind == 2) {
                Booking released = booking.moveTo(BookingStatus.CANCELLED);
                assertThat(outcome).as("releasing %s", booking).isEqualTo(new Cancelled(released));
                replace(booking, released);
                booking.stay()
                        .nights()
                        .forEach(night -> nights.get(booking.room()).remove(night, booking.id()));
            } else {
                keep(booking, outcome, kind == 1);
            }
        }

        private void keep(Booking hold, Outcome outcome, boolean confirm) {
            Map<LocalDate, BookingId> owners = nights.get(hold.room());
            List<LocalDate> lost = hold.stay().nights().stream()
                    .filter(night -> isTaken(owners.get(night)) && !hold.id().equals(owners.get(night)))
                    .toList();
            boolean mayBeClosed = expired.contains(hold.id()) && !isOpen(roomById.get(hold.room()));
            if (mayBeClosed && outcome.equals(new HoldLost(hold, List.of()))) {
                return;
            }
            if (!lost.isEmpty()) {
                assertThat(outcome).as("keeping %s", hold).isEqualTo(new HoldLost(hold, lost));
                return;
            }
            Booking kept = outcome.success().orElseThrow(() -> new AssertionError("keeping " + hold + ": " + outcome));
            assertThat(kept)
                    .as("keeping %s", hold)
                    .isEqualTo(
                            confirm
                                    ? hold.moveTo(BookingStatus.CONFIRMED)
                                    : hold.holdUntil(Objects.requireNonNull(kept.heldUntil())));
            replace(hold, kept);
            hold.stay().nights().forEach(night -> owners.put(night, hold.id()));
        }

        private void replace(Booking hold, Booking newer) {
            bookings.put(hold.id(), newer);
            expired.remove(hold.id());
            if (newer.status() != BookingStatus.HELD) {
                holds.remove(hold.id());
            }
            if (newer.status() == BookingStatus.CONFIRMED) {
                live.add(hold.id());
            }
        }

        private void expireHolds() {
            hotels.forEach(outside()::expireHolds);
            for (BookingId hold : holds) {
                // When it ended, only the storage knows.
                UserId user = bookings.get(hold).user();
                bookings.put(hold, innkeeper().bookings().find(user, hold).orElseThrow());
            }
            expired.addAll(holds);
        }

        private void tidyUp() {
            counted(innkeeper().tidyUp(KEEP_KEYS));
            for (BookingId id : Set.copyOf(expired)) {
                Booking hold = bookings.get(id);
                replace(hold, hold.moveTo(BookingStatus.CANCELLED));
                hold.stay().nights().forEach(night -> nights.get(hold.room()).remove(night, id));
            }
        }

        private void find() {
            if (made.isEmpty()) {
                return;
            }
            Booking booking = bookings.get(oneOf(made));
            UserId user = oneOf(guests);
            assertThat(innkeeper().bookings().find(user, booking.id()).orElse(null))
                    .as("%s as %s sees it", booking, user)
                    .isEqualTo(user.equals(booking.user()) && booking.guests() > 0 ? booking : null);
        }

        private void list() {
            UserId user = oneOf(guests);
            List<BookingId> own = madeBy.get(user);
            int pageSize = 1 + random.nextInt(8);
            String token = null;
            int next = 0;
            do {
                int from = next;
                Page<Booking> page = innkeeper().bookings().list(user, pageSize, token);
                int to = Math.min(own.size(), from + pageSize);
                List<Booking> newestFirst = IntStream.range(from, to)
                        .mapToObj(i -> bookings.get(own.get(own.size() - 1 - i)))
                        .toList();
                assertThat(page.items())
                        .as("bookings %d to %d of %s", from, to, user)
                        .isEqualTo(newestFirst);
                token = page.next();
                assertThat(token == null).as("last page").isEqualTo(to == own.size());
                next = to;
            } while (token != null && random.nextBoolean());
        }

        // Closing

        private void closeOrReopenRoom() {
            Room room = roomById.get(oneOf(rooms));
            boolean close = random.nextInt(6) == 0;
            Room expected = new Room(room.id(), room.hotel(), room.details(), close);
            assertThat(
                            close
                                    ? innkeeper().hotels().closeRoom(room.id())
                                    : innkeeper().hotels().reopenRoom(room.id()))
                    .isEqualTo(expected);
            roomById.put(room.id(), expected);
        }

        private void closeOrReopenHotel() {
            Hotel hotel = hotelById.get(oneOf(hotels));
            boolean close = random.nextInt(8) == 0;
            Hotel expected = new Hotel(hotel.id(), hotel.details(), close);
            assertThat(
                            close
                                    ? innkeeper().hotels().close(hotel.id())
                                    : innkeeper().hotels().reopen(hotel.id()))
                    .isEqualTo(expected);
            hotelById.put(hotel.id(), expected);
        }

        // Rates

        private void setOrClearRates() {
            HotelId hotel = oneOf(hotels);
            String type = oneOf(roomsOf(hotel)).details().type();
            Stay some = stay(random.nextInt(NIGHTS), 1 + random.nextInt(10));
            Map<LocalDate, Money> ofType = rates.get(hotel).computeIfAbsent(type, t -> new HashMap<>());
            if (random.nextInt(3) == 0) {
                innkeeper().tariffs().clearRates(hotel, type, some);
                some.nights().forEach(ofType::remove);
            } else {
                Money rate = Money.of(String.valueOf(40 + 10 * random.nextInt(8)), "EUR");
                innkeeper().tariffs().setRate(hotel, type, some, rate);
                some.nights().forEach(night -> ofType.put(night, rate));
            }
        }

        // Quotes

        /** What is quoted is booked at that price, whatever rates have become. */
        private void quote() {
            Room room = roomById.get(oneOf(rooms));
            Stay stay = randomStay();
            int guestsInRoom = randomGuests();
            QuoteRequest request = QuoteRequest.room(room.id(), stay, guestsInRoom);
            QuoteOutcome outcome = counted(innkeeper().quotes().quote(request, HOLD));
            List<String> refusals = refusals(stay, guestsInRoom, room.details().capacity());
            refusals.addAll(restricted(room.hotel(), room.details().type(), stay, null));
            List<LocalDate> taken = taken(room, stay);
            if (!refusals.isEmpty()) {
                assertRefused(request, outcome, refusals);
            } else if (!isOpen(room)) {
                assertRefused(request, outcome, List.of("open"));
            } else if (!taken.isEmpty()) {
                assertThat(outcome).as("answer to %s", request).isEqualTo(new Unavailable(taken));
            } else {
                Quote quote = ((Quoted) outcome).quote();
                assertThat(quote.total()).as("%s", quote).isEqualTo(total(room, stay));
                if (random.nextBoolean()) {
                    setOrClearRates();
                }
                bookQuoted(quote, room);
            }
        }

        private void bookQuoted(Quote quote, Room room) {
            UserId guest = oneOf(guests);
            Booking booking = innkeeper()
                    .bookings()
                    .book(BookingRequest.quoted(guest, quote))
                    .success()
                    .orElseThrow();
            assertThat(booking)
                    .isEqualTo(Booking.of(
                                    booking.id(),
                                    guest,
                                    room.hotel(),
                                    room.id(),
                                    quote.stay(),
                                    quote.guests(),
                                    quote.total(),
                                    null)
                            .on(terms(room.hotel(), quote.stay(), quote.total())));
            madeBy.get(guest).add(booking.id());
            live.add(booking.id());
            put(booking);
        }

        // The calendar

        private void lookAtTheCalendar() {
            HotelId hotel = oneOf(hotels);
            String type = oneOf(roomsOf(hotel)).details().type();
            Stay range = stay(random.nextInt(NIGHTS), 1 + random.nextInt(10));
            List<CalendarNight> expected = range.nights().stream()
                    .map(night -> {
                        Stay alone = Stay.of(night, 1);
                        List<Room> free = free(hotel, alone, 1).stream()
                                .filter(room -> room.details().type().equals(type))
                                .filter(room -> !isStopped(hotel, type, night))
                                .toList();
                        return new CalendarNight(night, free.size(), free.isEmpty() ? null : lowestTotal(free, alone));
                    })
                    .toList();
            assertThat(innkeeper().availability().calendar(hotel, type, range))
                    .as("%s rooms of %s in %s", type, hotel, range)
                    .isEqualTo(expected);
            answers.merge("calendar", 1, Integer::sum);
        }

        private boolean isStopped(HotelId hotel, String type, LocalDate night) {
            return restrictions.get(hotel).stream()
                    .map(HotelRestriction::restriction)
                    .filter(each -> each.kind() == Restriction.Kind.STOP_SELL)
                    .filter(each -> each.roomType() == null || each.roomType().equals(type))
                    .anyMatch(each -> each.days().nights().contains(night));
        }

        // Restrictions

        private void restrictOrLift() {
            HotelId hotel = oneOf(hotels);
            List<HotelRestriction> present = restrictions.get(hotel);
            if (present.size() > random.nextInt(3)) {
                HotelRestriction lifted = oneOf(present);
                innkeeper().tariffs().lift(hotel, lifted.id());
                present.remove(lifted);
            } else {
                Restriction restriction = randomRestriction();
                boolean forAll = random.nextBoolean();
                present.add(innkeeper()
                        .tariffs()
                        .restrict(
                                hotel,
                                forAll
                                        ? restriction
                                        : restriction.forType(
                                                oneOf(roomsOf(hotel)).details().type())));
            }
            assertThat(innkeeper().tariffs().restrictions(hotel)).isEqualTo(present);
        }

        private Restriction randomRestriction() {
            Stay days = stay(random.nextInt(NIGHTS), 1 + random.nextInt(8));
            return switch (random.nextInt(6)) {
                case 0 -> Restriction.minimumStay(1 + random.nextInt(5), days);
                case 1 -> Restriction.maximumStay(1 + random.nextInt(5), days);
                case 2 -> Restriction.closedToArrival(days);
                case 3 -> Restriction.closedToDeparture(days);
                case 4 -> Restriction.stopSell(days);
                default -> Restriction.advancePurchase(1 + random.nextInt(NIGHTS), days);
            };
        }

        // Searching

        private void searchHotel() {
            HotelId hotel = oneOf(hotels);
            Stay stay = randomStay();
            int guestsInRoom = randomGuests();
            if (!refusals(stay, guestsInRoom, guestsInRoom).isEmpty()) {
                assertThatExceptionOfType(InvalidRequestException.class)
                        .isThrownBy(() -> innkeeper().availability().freeRooms(hotel, stay, guestsInRoom));
                return;
            }
            assertThat(innkeeper().availability().freeRooms(hotel, stay, guestsInRoom))
                    .as("free rooms of %s for %d in %s", hotel, guestsInRoom, stay)
                    .isEqualTo(sold(free(hotel, stay, guestsInRoom), stay).stream()
                            .map(room -> new RoomOffer(room, total(room, stay)))
                            .sorted(Comparator.comparing(
                                            (RoomOffer offer) -> offer.total().amount())
                                    .thenComparing(offer -> offer.room().number()))
                            .toList());
        }

        private void searchCity() {
            Stay stay = stay(random.nextInt(NIGHTS), 1 + random.nextInt(6));
            int guestsInRoom = randomGuests();
            List<HotelOffer> expected = new ArrayList<>();
            for (HotelId hotel : hotels) {
                List<Room> free = sold(free(hotel, stay, guestsInRoom), stay);
                if (!free.isEmpty()) {
                    expected.add(new HotelOffer(hotelById.get(hotel), free.size(), lowestTotal(free, stay)));
                    answers.merge("offers", 1, Integer::sum);
                }
            }
            CityQuery query = CityQuery.of(name, stay, guestsInRoom).pagesOf(1 + random.nextInt(4));
            assertThat(allPages(token -> innkeeper().availability().freeHotels(query.after(token))))
                    .as("offers for %s", query)
                    .isEqualTo(expected);
        }

        // What is stored

        void compareWithWhatIsStored() {
            assertThat(innkeeper().verifyInventory().findings()).isEmpty();
            for (HotelId hotel : hotels) {
                Map<BookingId, Booking> expected = new HashMap<>(bookings);
                expected.values().removeIf(booking -> !booking.hotel().equals(hotel));
                assertThat(audit(hotel).stream().collect(Collectors.toMap(Booking::id, booking -> booking)))
                        .as("bookings of %s", hotel)
                        .isEqualTo(expected);
            }
        }

        /** Nobody is to find it any more, which would only take longer and longer. */
        void abandon() {
            hotels.forEach(innkeeper().hotels()::close);
        }
    }
}
