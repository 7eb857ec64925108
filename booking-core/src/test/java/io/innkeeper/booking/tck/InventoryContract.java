package io.innkeeper.booking.tck;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Contended;
import io.innkeeper.booking.inventory.Settlement.Failed;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.inventory.Settlement.Refused;
import io.innkeeper.booking.inventory.Settlement.Settled;
import io.innkeeper.booking.inventory.Settlement.TooLate;
import io.innkeeper.booking.inventory.Settlement.Unknown;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.SerialOrder.Call;
import io.innkeeper.booking.tck.StorageFixture.Claim;
import io.innkeeper.booking.tck.StorageFixture.SoldNight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every inventory-lock strategy keeps on every storage, asked of the {@link InventoryLock} itself: answer {@code i} is
 * about change {@code i}, what was settled is stored and nothing else, one change never harms another, and whoever waits
 * gets an answer, also when time runs out, when the thread is interrupted and when the storage is closed.
 *
 * <p>In a race whose outcome is fixed a {@link Contended} fails the test: it is not {@link Refusal.NightsTaken}.
 */
public abstract class InventoryContract extends StorageContract {

    private static final String APPLICATIONS = "{0} application(s)";

    /** A deadline that passes while somebody is held up. */
    private static final Duration SHORT = Duration.ofMillis(300);

    /** What it may take beyond a deadline, or once nothing is in the way, to answer: a busy machine, and no more. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** On a database it is the time that counts, in memory the number. */
    private static final int MOST_EPISODES = 300;

    private static final Duration EPISODES_TIME = Duration.ofSeconds(2);

    private static final int WINDOW = 4;

    /** For subclasses. */
    protected InventoryContract() {}

    private InventoryLock inventory() {
        return storage().inventory();
    }

    private List<Settlement> settle(InventoryChange... batch) {
        return settle(List.of(batch));
    }

    private List<Settlement> settle(List<InventoryChange> batch) {
        return ask(inventory(), batch).stream().map(Answer::settlement).toList();
    }

    private static List<Answer> ask(InventoryLock inventory, List<InventoryChange> batch) {
        return Answer.of(batch, inventory.settle(batch));
    }

    /** The booking that a change of one booking made, or made of it. */
    private Booking settled(InventoryChange change) {
        return booking(settle(change).get(0));
    }

    private static Booking booking(Settlement settlement) {
        assertThat(settlement).isInstanceOf(Settled.class);
        return ((Settled) settlement).events().get(0).booking();
    }

    private static Settlement taken(Stay stay) {
        return new Refused(new Refusal.NightsTaken(stay.nights()));
    }

    /** What is stored of a hotel is what was there before and what was settled; of an unknown change it may be either. */
    private void assertStoredIsWhatWasSettled(HotelId hotel, List<Booking> before, List<Answer> answers) {
        Map<BookingId, Booking> expected = new HashMap<>();
        Set<BookingId> unknown = new HashSet<>();
        before.forEach(booking -> expected.put(booking.id(), booking));
        for (Answer answer : answers) {
            if (answer.settlement() instanceof Unknown) {
                unknown.addAll(Changes.bookings(answer.change()));
            } else if (answer.settlement() instanceof Settled settled) {
                settled.events().stream()
                        .map(event -> event.booking())
                        .filter(booking -> booking.hotel().equals(hotel))
                        .forEach(booking -> expected.merge(
                                booking.id(), booking, (one, other) -> one.version() > other.version() ? one : other));
            }
        }
        expected.keySet().removeAll(unknown);
        assertThat(audit(hotel))
                .as("what is stored, of %s", answers)
                .filteredOn(booking -> !unknown.contains(booking.id()))
                .containsExactlyInAnyOrderElementsOf(expected.values());
    }

    // Batches

    @Test
    void everyChangeOfABatchHasItsAnswerAtItsPlace() {
        UserId guest = guests(1).get(0);
        HotelId hotel = newHotel().id();
        Room free = newRoom(hotel, "1");
        Room sold = newRoom(hotel, "2");
        Room closed = newRoom(hotel, "3");
        Room dear = newRoom(hotel, "4", "suite", 2, "300");
        Room cheap = newRoom(hotel, "5", "suite", 2, "200");
        innkeeper().hotels().closeRoom(closed.id());
        Booking standing = settled(Changes.room(guest, sold, stay(11, 2)));
        Booking doomed = settled(Changes.room(guest, free, stay(30, 2)));
        Booking stale = settled(Changes.room(guest, free, stay(40, 2)));
        Booking gone = settled(Changes.cancellation(stale));
        InventoryChange room = Changes.room(guest, free, stay(10, 3));
        InventoryChange anyRoom = Changes.anyRoom(guest, hotel, "suite", stay(10, 3));
        InventoryChange cancellation = Changes.cancellation(doomed);

        List<Settlement> answers = settle(
                Changes.room(guest, sold, stay(10, 5)),
                room,
                Changes.room(guest, closed, stay(10, 3)),
                anyRoom,
                Changes.room(new UserId(UUID.randomUUID()), free, stay(20, 1)),
                Changes.anyRoom(guest, hotel, "cave", stay(10, 3)),
                cancellation,
                Changes.cancellation(stale));

        assertThat(answers)
                .containsExactly(
                        taken(stay(11, 2)),
                        Changes.settledIn(room, free),
                        new Refused(new Refusal.Closed()),
                        Changes.settledIn(anyRoom, cheap),
                        new Refused(new Refusal.NoSuchUser()),
                        new Refused(new Refusal.NoSuchRoom()),
                        Changes.settledIn(cancellation),
                        new Refused(new Refusal.Overtaken()));
        assertThat(audit(hotel))
                .containsExactlyInAnyOrder(
                        standing, gone, booking(answers.get(1)), booking(answers.get(3)), booking(answers.get(6)));
        assertThat(settled(Changes.anyRoom(guest, hotel, "suite", stay(12, 1))).room())
                .isEqualTo(dear.id());
    }

    @Test
    void aBatchOfNothingHasNoAnswers() {
        assertThat(inventory().settle(List.of())).isEmpty();
    }

    @Test
    void aChangeToSeveralRoomsHappensWhollyOrNotAtAll() {
        UserId guest = guests(1).get(0);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 3);
        Booking standing = settled(Changes.room(guest, rooms.get(2), stay(1, 2)));
        InventoryChange whole = Changes.rooms(guest, rooms.subList(0, 2), stay(1, 2));

        List<Settlement> answers = settle(
                Changes.rooms(guest, rooms, stay(1, 2)), whole, Changes.rooms(guest, rooms.subList(1, 3), stay(1, 2)));

        assertThat(answers)
                .containsExactly(
                        taken(stay(1, 2)), Changes.settledIn(whole, rooms.get(0), rooms.get(1)), taken(stay(1, 2)));
        assertThat(auditNights(hotel))
                .extracting(Booking::room, Booking::id)
                .containsExactlyInAnyOrder(
                        tuple(rooms.get(2).id(), standing.id()),
                        tuple(rooms.get(0).id(), whole.take().get(0).booking()),
                        tuple(rooms.get(1).id(), whole.take().get(1).booking()));
    }

    @Test
    void aBookingMovesToNightsOfWhichItHasSomeAlready() {
        UserId guest = guests(1).get(0);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        Booking first = settled(Changes.room(guest, rooms.get(0), stay(1, 3)));
        Booking inTheWay = settled(Changes.room(guest, rooms.get(0), stay(6, 1)));

        assertThat(settle(Changes.move(first, rooms.get(0), stay(3, 4)))).containsExactly(taken(stay(6, 1)));
        assertThat(audit(hotel)).containsExactlyInAnyOrder(first, inTheWay);
        Booking moved = settled(Changes.move(first, rooms.get(0), stay(3, 3)));
        assertThat(audit(hotel)).containsExactlyInAnyOrder(moved, inTheWay);
        Booking away = settled(Changes.move(moved, rooms.get(1), stay(4, 3)));
        assertThat(audit(hotel)).containsExactlyInAnyOrder(away, inTheWay);

        // It has these nights, but is not what it was.
        Booking older = new Booking(
                away.id(),
                away.user(),
                hotel,
                away.room(),
                away.stay(),
                away.guests(),
                away.total(),
                away.status(),
                away.heldUntil(),
                away.group(),
                away.cancellation(),
                away.fee(),
                away.version() - 1);
        assertThat(settle(Changes.cancellation(older))).containsExactly(new Refused(new Refusal.Overtaken()));
        assertThat(audit(hotel)).containsExactlyInAnyOrder(away, inTheWay);
    }

    @Test
    void ofABatchThatWantsTheSameNightsOneIsSettled() {
        int askers = 6;
        List<UserId> guests = guests(askers);
        Room room = newRoom();
        Stay stay = stay(5, 3);

        List<Settlement> answers = settle(
                guests.stream().map(guest -> Changes.room(guest, room, stay)).toList());

        assertThat(answers).filteredOn(answer -> answer instanceof Settled).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof Settled))
                .hasSize(askers - 1)
                .containsOnly(taken(stay));
        assertThat(audit(room.hotel())).hasSize(1);
    }

    @ParameterizedTest(name = "each room costs {0} more than the one before")
    @ValueSource(ints = {0, 10})
    void aBatchFillsAHotelExactly(int difference) {
        int rooms = 4;
        UserId guest = guests(1).get(0);
        HotelId hotel = newHotel().id();
        for (int i = 0; i < rooms; i++) {
            newRoom(hotel, String.valueOf(i), "double", 2, String.valueOf(100 + i * difference));
        }
        Stay stay = stay(1, 2);

        List<Settlement> answers = settle(Stream.generate(() -> Changes.anyRoom(guest, hotel, "double", stay))
                .limit(3L * rooms)
                .toList());

        assertFilledExactly(rooms, stay, answers);
    }

    /** So many are settled, each in another room, and all others know why not. */
    private static void assertFilledExactly(int rooms, Stay stay, List<Settlement> answers) {
        assertThat(answers)
                .filteredOn(answer -> answer instanceof Settled)
                .hasSize(rooms)
                .extracting(answer -> booking(answer).room())
                .doesNotHaveDuplicates();
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof Settled))
                .hasSize(answers.size() - rooms)
                .containsOnly(taken(stay));
    }

    @Test
    void aBatchMayBeAboutSeveralHotels() {
        UserId guest = guests(1).get(0);
        List<Room> rooms = Stream.generate(this::newRoom).limit(3).toList();
        Booking inTheWay = settled(Changes.room(guest, rooms.get(1), stay(1, 1)));
        List<InventoryChange> batch = List.of(
                Changes.room(guest, rooms.get(0), stay(1, 2)),
                Changes.room(guest, rooms.get(1), stay(1, 2)),
                Changes.anyRoom(guest, rooms.get(2).hotel(), "double", stay(1, 2)),
                Changes.cancellation(inTheWay),
                Changes.room(guest, rooms.get(0), stay(3, 2)));

        List<Settlement> answers = settle(batch);

        assertThat(answers.get(0)).isEqualTo(Changes.settledIn(batch.get(0), rooms.get(0)));
        assertThat(answers.get(1)).isIn(taken(stay(1, 1)), Changes.settledIn(batch.get(1), rooms.get(1)));
        assertThat(answers.get(2)).isEqualTo(Changes.settledIn(batch.get(2), rooms.get(2)));
        assertThat(answers.get(3)).isEqualTo(Changes.settledIn(batch.get(3)));
        assertThat(answers.get(4)).isEqualTo(Changes.settledIn(batch.get(4), rooms.get(0)));
        assertThat(audit(rooms.get(0).hotel()))
                .containsExactlyInAnyOrder(booking(answers.get(0)), booking(answers.get(4)));
        assertStoredIsWhatWasSettled(rooms.get(1).hotel(), List.of(inTheWay), Answer.of(batch, answers));
        assertThat(audit(rooms.get(2).hotel())).containsExactly(booking(answers.get(2)));
    }

    @Test
    void batchesAreAnsweredAsIfTheirChangesHadBeenMadeOneAfterTheOther() {
        Seed seed = Seed.of("batchesAreAnsweredAsIfTheirChangesHadBeenMadeOneAfterTheOther");
        Hotel hotel = newHotel();
        List<Room> rooms = newRooms(hotel.id(), 2);
        List<UserId> guests = guests(1);
        List<List<Call>> episodes = new ArrayList<>();

        for (int episode = 0; episode < 10; episode++) {
            Random random = seed.random(episode);
            Guest guest = new Guest(guests.get(0), rooms, WINDOW * episode, random);
            List<Call> calls = new ArrayList<>();
            for (long turn = 0; turn < 3; turn++) {
                List<InventoryChange> batch =
                        Stream.generate(guest::nextChange).limit(2 + turn).toList();
                List<Answer> answers = ask(inventory(), batch);
                answers.forEach(guest::learn);
                for (Answer answer : answers) {
                    calls.add(new Call(2 * turn, 2 * turn + 1, answer));
                }
            }
            episodes.add(calls);
        }

        assertThat(episodes.stream().flatMap(List::stream).map(Call::settlement))
                .hasOnlyElementsOfTypes(Settled.class, Refused.class);
        assertFitSomeSerialOrder(seed, hotel.id(), rooms, episodes);
    }

    // Poison

    @Test
    void aPoisonedChangeLeavesItsNeighboursAlone() {
        UserId guest = guests(1).get(0);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 3);
        Booking standing = settled(Changes.room(guest, rooms.get(0), stay(1, 1)));
        List<InventoryChange> batch = List.of(
                throwing(Changes.room(guest, rooms.get(1), stay(10, 2))),
                Changes.room(guest, rooms.get(0), stay(10, 2)),
                Changes.room(new UserId(UUID.randomUUID()), rooms.get(1), stay(10, 2)),
                Changes.anyRoom(guest, hotel, "double", stay(10, 2)),
                Changes.room(guest, rooms.get(1), stay(20, 2), standing.id()),
                Changes.anyRoom(guest, hotel, "double", stay(10, 2)),
                throwing(Changes.cancellation(standing)));

        List<Answer> answers = ask(inventory(), batch);

        assertPoisoned(answers.get(0), answers.get(2), answers.get(4));
        assertThat(answers.get(6).settlement()).isInstanceOf(Failed.class);
        assertThat(List.of(answers.get(1), answers.get(3), answers.get(5)))
                .extracting(Answer::settlement)
                .hasOnlyElementsOfType(Settled.class)
                .extracting(answer -> booking(answer).room())
                .containsExactlyInAnyOrderElementsOf(
                        rooms.stream().map(Room::id).toList());
        assertStoredIsWhatWasSettled(hotel, List.of(standing), answers);
    }

    private static InventoryChange throwing(InventoryChange change) {
        return Changes.first(
                () -> {
                    throw new IllegalStateException("poison");
                },
                change);
    }

    private static void assertPoisoned(Answer throwing, Answer withoutUser, Answer withIdOfAnother) {
        assertThat(throwing.settlement()).isInstanceOf(Failed.class);
        assertThat(withoutUser.settlement()).isEqualTo(new Refused(new Refusal.NoSuchUser()));
        if (!withIdOfAnother.settlement().equals(new Refused(new Refusal.Overtaken()))) {
            assertThat(withIdOfAnother.settlement()).isInstanceOf(Failed.class);
        }
    }

    @Test
    void ofTwoChangesOfABatchThatMakeTheSameBookingOneIsSettled() {
        UserId guest = guests(1).get(0);
        Room room = newRoom();
        BookingId id = new BookingId(UUID.randomUUID());
        List<InventoryChange> batch = List.of(
                Changes.room(guest, room, stay(1, 1), id),
                Changes.room(guest, room, stay(2, 1)),
                Changes.room(guest, room, stay(3, 1), id));

        List<Answer> answers = ask(inventory(), batch);

        assertThat(answers.get(1).settlement()).isInstanceOf(Settled.class);
        assertThat(List.of(answers.get(0), answers.get(2)))
                .extracting(Answer::settlement)
                .filteredOn(answer -> !(answer instanceof Settled))
                .singleElement()
                .isInstanceOfAny(Failed.class, Refused.class);
        assertStoredIsWhatWasSettled(room.hotel(), List.of(), answers);
    }

    /** What waits while one change is held up may be worked on together afterwards. */
    @Test
    void aPoisonedChangeOfOneCallerHarmsNoOther() throws InterruptedException {
        UserId guest = guests(1).get(0);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 3);
        Booking standing = settled(Changes.room(guest, rooms.get(0), stay(1, 1)));
        List<Answer> answers = new ArrayList<>();
        try (Hold hold = new Hold()) {
            Caller held = Caller.begin(inventory(), hold.in(Changes.room(guest, rooms.get(2), stay(1, 1))));
            hold.awaitReached();
            List<Caller> others = Stream.of(
                            throwing(Changes.room(guest, rooms.get(0), stay(16, 2))),
                            Changes.room(guest, rooms.get(0), stay(10, 2)),
                            Changes.room(new UserId(UUID.randomUUID()), rooms.get(1), stay(13, 2)),
                            Changes.room(guest, rooms.get(1), stay(10, 2)),
                            Changes.room(guest, rooms.get(1), stay(20, 2), standing.id()),
                            Changes.anyRoom(guest, hotel, "double", stay(30, 2)))
                    .map(change -> Caller.begin(inventory(), change))
                    .toList();
            Caller.awaitAllWaiting(others);
            hold.letGo();
            answers.addAll(Caller.answers(others, GRACE));
            answers.addAll(held.answers(GRACE));
        }

        assertPoisoned(answers.get(0), answers.get(2), answers.get(4));
        assertThat(List.of(answers.get(1), answers.get(3), answers.get(5), answers.get(6)))
                .extracting(Answer::settlement)
                .hasOnlyElementsOfType(Settled.class);
        assertStoredIsWhatWasSettled(hotel, List.of(standing), answers);
    }

    // Deadlines

    @Test
    void whatIsTooLateIsNotEvenBegun() {
        UserId guest = guests(1).get(0);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        Booking standing = settled(Changes.room(guest, rooms.get(0), stay(1, 1)));
        AtomicInteger completed = new AtomicInteger();
        Deadline passed = new Deadline(System.nanoTime());
        List<InventoryChange> batch = Stream.of(
                        Changes.room(guest, rooms.get(0), stay(2, 1)),
                        Changes.anyRoom(guest, hotel, "double", stay(2, 1)),
                        Changes.room(guest, rooms.get(0), stay(1, 1)),
                        Changes.cancellation(standing))
                .map(change -> Changes.by(passed, Changes.first(completed::incrementAndGet, change)))
                .toList();
        InventoryChange inTime = Changes.room(guest, rooms.get(1), stay(2, 1));

        assertThat(settle(batch)).hasSize(4).containsOnly(new TooLate());
        assertThat(settle(batch.get(0), inTime, batch.get(1)))
                .containsExactly(new TooLate(), Changes.settledIn(inTime, rooms.get(1)), new TooLate());

        assertThat(completed).hasValue(0);
        assertThat(audit(hotel)).hasSize(2).contains(standing);
    }

    /**
     * Whoever takes nights may hold up others or not; whoever gives some back and has not committed holds up, on a database,
     * all who want them.
     */
    @ParameterizedTest(name = "who holds the others up gives nights back: {0}")
    @ValueSource(booleans = {false, true})
    void whoseTimeRunsOutBehindAnotherIsToldTheTruth(boolean givesBack) throws InterruptedException {
        List<UserId> guests = guests(2);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        Stay stay = stay(1, 2);
        List<Booking> before = new ArrayList<>();
        before.add(settled(Changes.room(guests.get(0), rooms.get(1), stay(2, 1))));
        InventoryChange slow = Changes.room(guests.get(0), rooms.get(0), stay);
        if (givesBack) {
            before.add(settled(slow));
            slow = Changes.cancellation(before.get(1));
        }
        List<Answer> answers = new ArrayList<>();
        try (Hold hold = new Hold()) {
            Caller held = Caller.begin(inventory(), hold.in(slow));
            hold.awaitReached();
            Deadline soon = Deadline.after(SHORT);
            List<Caller> others = Stream.of(
                            Changes.room(guests.get(1), rooms.get(0), stay),
                            Changes.room(guests.get(1), rooms.get(0), stay(2, 2)),
                            Changes.anyRoom(guests.get(1), hotel, "double", stay),
                            Changes.room(guests.get(1), rooms.get(1), stay(10, 1)))
                    .map(change -> Caller.begin(inventory(), Changes.by(soon, change)))
                    .toList();
            answers.addAll(Caller.answers(others, SHORT.plus(GRACE)));
            hold.letGo();
            answers.addAll(held.answers(GRACE));
        }

        assertThat(answers)
                .extracting(Answer::settlement)
                .hasOnlyElementsOfTypes(Settled.class, Refused.class, Contended.class, TooLate.class);
        if (givesBack) {
            assertThat(answers.get(0).settlement())
                    .as("before it was given back")
                    .isNotInstanceOf(Settled.class);
            assertThat(answers.get(4).settlement()).isInstanceOf(Settled.class);
        }
        assertStoredIsWhatWasSettled(hotel, before, answers);
        assertThat(settle(Changes.room(guests.get(1), rooms.get(0), stay(20, 1))))
                .hasOnlyElementsOfType(Settled.class);
    }

    @Test
    void whoseTimeRunsOutBehindNightsThatAreNotCommittedIsToldSo() throws InterruptedException {
        UserId guest = guests(1).get(0);
        Room room = newRoom();
        Stay stay = stay(1, 2);
        InventoryChange patience = Changes.room(guest, room, stay);
        Caller patient;
        List<Answer> answers = new ArrayList<>();
        try (Claim claim = outside().claimWithoutCommit(room.id(), stay)) {
            patient = Caller.begin(inventory(), patience);
            claim.awaitWaiter();
            Deadline soon = Deadline.after(SHORT);
            List<Caller> others = Stream.of(
                            Changes.room(guest, room, stay),
                            Changes.room(guest, room, stay(2, 2)),
                            Changes.anyRoom(guest, room.hotel(), "double", stay))
                    .map(change -> Caller.begin(inventory(), Changes.by(soon, change)))
                    .toList();
            answers.addAll(Caller.answers(others, SHORT.plus(GRACE)));
        }
        assertThat(answers).extracting(Answer::settlement).hasOnlyElementsOfTypes(Contended.class, TooLate.class);
        answers.addAll(patient.answers(GRACE));

        assertThat(answers.get(answers.size() - 1).settlement()).isEqualTo(Changes.settledIn(patience, room));
        assertStoredIsWhatWasSettled(room.hotel(), List.of(), answers);
    }

    // Interruption

    @Test
    void whoIsInterruptedWhileWaitingGetsAnAnswerAndStaysInterrupted() throws InterruptedException {
        UserId guest = guests(1).get(0);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        Stay stay = stay(1, 2);
        Booking standing = settled(Changes.room(guest, rooms.get(0), stay));
        List<Answer> answers = new ArrayList<>();
        List<Caller> interrupted = new ArrayList<>();
        List<Caller> hitWhileWaiting;
        try (Hold hold = new Hold()) {
            Caller held = Caller.begin(inventory(), hold.in(Changes.cancellation(standing)));
            hold.awaitReached();
            Deadline soon = Deadline.after(SHORT);
            interrupted.add(
                    Caller.beginInterrupted(inventory(), Changes.by(soon, Changes.room(guest, rooms.get(0), stay))));
            Stream.of(
                            Changes.room(guest, rooms.get(0), stay),
                            Changes.anyRoom(guest, hotel, "double", stay),
                            Changes.room(guest, rooms.get(1), stay(10, 1)))
                    .map(change -> Caller.begin(inventory(), Changes.by(soon, change)))
                    .forEach(interrupted::add);
            List<Caller> neighbours = Stream.of(
                            Changes.room(guest, rooms.get(0), stay(2, 3)),
                            Changes.room(guest, rooms.get(1), stay(20, 1)))
                    .map(change -> Caller.begin(inventory(), change))
                    .toList();
            Caller.awaitAllWaiting(interrupted);
            hitWhileWaiting = interrupted.stream().filter(Caller::interrupt).toList();
            answers.addAll(Caller.answers(interrupted, SHORT.plus(GRACE)));
            hold.letGo();
            answers.addAll(held.answers(GRACE));
            answers.addAll(Caller.answers(neighbours, GRACE));
        }

        assertThat(interrupted.get(0).interruptedAtReturn()).isTrue();
        assertThat(hitWhileWaiting).as("interrupted").allMatch(Caller::interruptedAtReturn);
        assertThat(answers.subList(2, interrupted.size()))
                .as("those who wanted what was free all the time")
                .extracting(Answer::settlement)
                .doesNotHaveAnyElementsOfTypes(Refused.class);
        assertThat(answers.subList(interrupted.size(), answers.size()))
                .as("the one that was held up, and those that were not interrupted")
                .extracting(Answer::settlement)
                .hasOnlyElementsOfTypes(Settled.class, Refused.class);
        assertThat(answers.get(interrupted.size()).settlement()).isInstanceOf(Settled.class);
        assertThat(answers.get(answers.size() - 1).settlement()).isInstanceOf(Settled.class);
        assertStoredIsWhatWasSettled(hotel, List.of(standing), answers);
        assertThat(settle(Changes.room(guest, rooms.get(0), stay(30, 1)))).hasOnlyElementsOfType(Settled.class);
    }

    // Closing

    /**
     * Some of the threads work on a storage that is closed while they do. In memory there is nothing to close, and the others
     * share it.
     */
    @Test
    void closingAStorageUnderLoadLeavesNobodyWithoutATrueAnswer() {
        int threads = 6;
        int onClosed = 4;
        List<UserId> guests = guests(threads);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, threads);
        CountDownLatch underWay = new CountDownLatch(3 * threads);
        AtomicBoolean closed = new AtomicBoolean();
        List<Answer> answers;
        try (Storage closing = outside().open();
                Storage staying = outside().open()) {
            Runnable close = closing::close;
            answers = Race.run(threads + 1, i -> {
                        if (i == threads) {
                            assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
                            close.run();
                            closed.set(true);
                            return List.<Answer>of();
                        }
                        Storage storage = i < onClosed ? closing : staying;
                        List<Answer> own = new ArrayList<>();
                        for (int n = 0, after = 0; after < 3; n++) {
                            boolean wasClosed = closed.get();
                            long began = System.nanoTime();
                            own.addAll(ask(
                                    storage.inventory(),
                                    List.of(Changes.room(guests.get(i), rooms.get(i), stay(n, 1)))));
                            Settlement answer = own.get(n).settlement();
                            underWay.countDown();
                            if (i >= onClosed) {
                                assertThat(answer).as("elsewhere").isInstanceOf(Settled.class);
                            }
                            if (wasClosed) {
                                after++;
                                assertThat(answer).as("once closed").isInstanceOfAny(Settled.class, Failed.class);
                                assertThat(Duration.ofNanos(System.nanoTime() - began))
                                        .isLessThan(GRACE);
                            }
                        }
                        return own;
                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }

        assertThat(answers)
                .extracting(Answer::settlement)
                .hasOnlyElementsOfTypes(Settled.class, Contended.class, Unknown.class, Failed.class);
        assertStoredIsWhatWasSettled(hotel, List.of(), answers);
    }

    // Races

    @Test
    void nightsThatAreNotCommittedAreNotCalledTaken() throws InterruptedException {
        UserId guest = guests(1).get(0);
        Room room = newRoom();
        Stay stay = stay(1, 2);
        List<Caller> callers;
        try (Claim claim = outside().claimWithoutCommit(room.id(), stay)) {
            callers = Stream.of(
                            Changes.room(guest, room, stay),
                            Changes.anyRoom(guest, room.hotel(), "double", stay),
                            Changes.room(guest, room, stay),
                            Changes.anyRoom(guest, room.hotel(), "double", stay),
                            Changes.room(guest, room, stay))
                    .map(change -> Caller.begin(inventory(), change))
                    .toList();
            claim.awaitWaiter();
            Caller.awaitAllWaiting(callers);
            assertThat(callers).as("answered before it was known").noneMatch(Caller::returned);
        }

        List<Settlement> answers =
                Caller.answers(callers, GRACE).stream().map(Answer::settlement).toList();
        assertFilledExactly(1, stay, answers);
        assertThat(audit(room.hotel())).hasSize(1);
    }

    /** Of two rooms one is free, before the move and after it. */
    @Test
    void whoWantsAnyRoomIsNotRefusedWhileABookingIsMovedFromOneToTheOther() throws InterruptedException {
        List<UserId> guests = guests(2);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        Stay stay = stay(1, 2);
        Booking standing = settled(Changes.room(guests.get(0), rooms.get(0), stay));
        List<Answer> answers = new ArrayList<>();
        try (Hold hold = new Hold()) {
            Caller moving = Caller.begin(inventory(), hold.in(Changes.move(standing, rooms.get(1), stay)));
            hold.awaitReached();
            Caller asking = Caller.begin(inventory(), Changes.anyRoom(guests.get(1), hotel, "double", stay));
            Caller.awaitAllWaiting(List.of(asking));
            hold.letGo();
            answers.addAll(asking.answers(GRACE));
            answers.addAll(moving.answers(GRACE));
        }

        assertThat(answers.get(0).settlement()).isInstanceOf(Settled.class);
        assertThat(answers.get(1).settlement())
                .isIn(Changes.settledIn(answers.get(1).change()), taken(stay));
        assertStoredIsWhatWasSettled(hotel, List.of(standing), answers);
    }

    @Test
    void whoWantsAnyRoomIsNotRefusedHoweverOftenABookingIsMoved() {
        List<UserId> guests = guests(2);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        Stay stay = stay(1, 2);
        Booking standing = settled(Changes.room(guests.get(0), rooms.get(0), stay));
        long end = System.nanoTime() + SHORT.toNanos();

        List<Settlement> answers = Race.run(2, i -> {
                    List<Settlement> own = new ArrayList<>();
                    Booking moved = standing;
                    for (int n = 1; System.nanoTime() < end; n++) {
                        InventoryChange change = i == 0
                                ? Changes.move(moved, rooms.get(n % 2), stay)
                                : Changes.anyRoom(guests.get(1), hotel, "double", stay);
                        Settlement answer = settle(change).get(0);
                        own.add(answer);
                        if (answer instanceof Settled && i == 0) {
                            moved = booking(answer);
                        } else if (answer instanceof Settled) {
                            settled(Changes.cancellation(booking(answer)));
                        }
                    }
                    return own;
                })
                .get(1);

        assertThat(answers).hasOnlyElementsOfTypes(Settled.class, Contended.class);
        audit(hotel);
    }

    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2, 3})
    void whoWantsAnyRoomFillsAHotelExactly(int applications) {
        int rooms = 4;
        List<Storage> storages = storages(applications);
        List<UserId> guests = guests(3 * rooms);
        HotelId hotel = newHotel().id();
        newRooms(hotel, rooms);

        for (int round = 0; round < 3; round++) {
            Stay stay = stay(2 * round, 2);
            List<Settlement> answers = Race.run(3 * rooms, i -> {
                InventoryChange change = Changes.anyRoom(guests.get(i), hotel, "double", stay);
                return ask(storages.get(i % applications).inventory(), List.of(change))
                        .get(0)
                        .settlement();
            });

            assertFilledExactly(rooms, stay, answers);
        }
        assertThat(audit(hotel)).hasSize(3 * rooms);
    }

    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2, 3})
    void batchesThatMeetFillAHotelExactly(int applications) {
        int rooms = 4;
        List<Storage> storages = storages(applications);
        List<UserId> guests = guests(3);
        HotelId hotel = newHotel().id();
        newRooms(hotel, rooms);

        for (int round = 0; round < 3; round++) {
            Stay stay = stay(2 * round, 2);
            List<Settlement> answers = Race.run(
                            3,
                            i -> ask(
                                    storages.get(i % applications).inventory(),
                                    Stream.generate(() -> Changes.anyRoom(guests.get(i), hotel, "double", stay))
                                            .limit(rooms)
                                            .toList()))
                    .stream()
                    .flatMap(List::stream)
                    .map(Answer::settlement)
                    .toList();

            assertFilledExactly(rooms, stay, answers);
        }
        assertThat(audit(hotel)).hasSize(3 * rooms);
    }

    /** Who takes what in which order must not matter: those who claim the same rooms do not wait for each other in a circle. */
    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2})
    void ofChangesToTheSameRoomsInOppositeOrdersOneIsSettled(int applications) {
        int askers = 6;
        List<Storage> storages = storages(applications);
        List<UserId> guests = guests(askers);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        List<Room> reversed = List.of(rooms.get(1), rooms.get(0));

        for (int round = 0; round < 4; round++) {
            Stay stay = stay(2 * round, 2);
            List<Settlement> answers = Race.run(askers, i -> {
                InventoryChange change = Changes.rooms(guests.get(i), i % 2 == 0 ? rooms : reversed, stay);
                return ask(storages.get(i % applications).inventory(), List.of(change))
                        .get(0)
                        .settlement();
            });

            assertThat(answers).filteredOn(answer -> answer instanceof Settled).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> !(answer instanceof Settled))
                    .hasSize(askers - 1)
                    .containsOnly(taken(stay));
        }
        assertThat(auditNights(hotel)).hasSize(4 * 2);
    }

    // Serial order

    @Test
    void answersToManyAtOnceFitSomeSerialOrder() {
        Seed seed = Seed.of("answersToManyAtOnceFitSomeSerialOrder");
        List<Storage> storages = storages(2);
        Hotel hotel = newHotel();
        List<Room> rooms = newRooms(hotel.id(), 2);
        List<UserId> guests = guests(4);
        AtomicLong clock = new AtomicLong();
        List<List<Call>> episodes = new ArrayList<>();

        long end = System.nanoTime() + EPISODES_TIME.toNanos();
        while (episodes.size() < MOST_EPISODES && System.nanoTime() < end) {
            int episode = episodes.size();
            int threads = 3 + episode % 2;
            List<Guest> asking = IntStream.range(0, threads)
                    .mapToObj(i ->
                            new Guest(guests.get(i), rooms, WINDOW * episode, seed.random(guests.size() * episode + i)))
                    .toList();
            List<Call> calls = new ArrayList<>();
            // So that there is something to give back from the start.
            calls.add(asking.get(0).ask(inventory(), clock));
            Race.run(
                            threads,
                            i -> IntStream.range(0, 3)
                                    .mapToObj(n -> asking.get(i)
                                            .ask(storages.get(i % 2).inventory(), clock))
                                    .toList())
                    .forEach(calls::addAll);
            episodes.add(calls);
        }

        System.out.println("answersToManyAtOnceFitSomeSerialOrder: " + episodes.size() + " episodes");
        assertThat(episodes.stream().flatMap(List::stream).map(Call::settlement))
                .hasOnlyElementsOfTypes(Settled.class, Refused.class, Contended.class);
        assertFitSomeSerialOrder(seed, hotel.id(), rooms, episodes);
    }

    /** One who books and cancels in a few nights of two rooms. */
    private static final class Guest {

        private final UserId user;
        private final List<Room> rooms;
        private final int firstDay;
        private final Random random;
        private final List<Booking> own = new ArrayList<>();

        Guest(UserId user, List<Room> rooms, int firstDay, Random random) {
            this.user = user;
            this.rooms = rooms;
            this.firstDay = firstDay;
            this.random = random;
        }

        Call ask(InventoryLock inventory, AtomicLong clock) {
            InventoryChange change = nextChange();
            long began = clock.incrementAndGet();
            Settlement settlement = inventory.settle(List.of(change)).get(0);
            long returned = clock.incrementAndGet();
            Answer answer = new Answer(change, settlement);
            learn(answer);
            return new Call(began, returned, answer);
        }

        InventoryChange nextChange() {
            if (!own.isEmpty() && random.nextInt(5) < 2) {
                return Changes.cancellation(own.remove(random.nextInt(own.size())));
            }
            int nights = 1 + random.nextInt(WINDOW - 1);
            Stay stay = stay(firstDay + random.nextInt(WINDOW - nights + 1), nights);
            int choice = random.nextInt(4);
            return choice < rooms.size()
                    ? Changes.room(user, rooms.get(choice), stay)
                    : Changes.anyRoom(user, rooms.get(0).hotel(), "double", stay);
        }

        void learn(Answer answer) {
            if (answer.settlement() instanceof Settled
                    && answer.change().giveBack().isEmpty()) {
                own.add(booking(answer.settlement()));
            }
        }
    }

    /** Each episode had a window of its own, so they are looked at one by one. */
    private void assertFitSomeSerialOrder(Seed seed, HotelId hotel, List<Room> rooms, List<List<Call>> episodes) {
        audit(hotel);
        List<RoomId> ids = rooms.stream().map(Room::id).toList();
        List<SoldNight> sold = outside().soldNights(hotel);
        for (int i = 0; i < episodes.size(); i++) {
            Stay window = stay(WINDOW * i, WINDOW);
            Map<RoomNight, BookingId> stored = sold.stream()
                    .filter(night -> window.overlaps(Stay.of(night.night(), 1)))
                    .collect(toMap(night -> new RoomNight(night.room(), night.night()), SoldNight::booking));
            List<Call> calls = episodes.get(i);
            assertThat(SerialOrder.find(ids, calls, stored))
                    .as("an order of episode %d in which these answers are true, %s: %s", i, seed, text(calls, stored))
                    .isPresent();
        }
        assertThat(episodes.stream().flatMap(List::stream).map(Call::settlement))
                .as("what makes the episodes worth looking at")
                .anyMatch(answer -> answer instanceof Settled)
                .anyMatch(answer -> answer instanceof Refused);
    }

    private static String text(List<Call> calls, Map<RoomNight, BookingId> stored) {
        StringBuilder text = new StringBuilder();
        calls.forEach(call -> text.append("\n  ").append(call));
        return text.append("\n  stored: ").append(stored).append('\n').toString();
    }
}
