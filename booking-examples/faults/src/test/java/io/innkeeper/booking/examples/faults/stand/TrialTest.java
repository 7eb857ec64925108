package io.innkeeper.booking.examples.faults.stand;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.examples.faults.fault.CutCommit;
import io.innkeeper.booking.examples.faults.history.Checker;
import io.innkeeper.booking.examples.faults.history.Finding;
import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.history.Line;
import io.innkeeper.booking.examples.faults.history.Line.Asked;
import io.innkeeper.booking.examples.faults.history.Line.Nights;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.StoredEvent;
import io.innkeeper.booking.examples.faults.history.Line.StoredNights;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import io.innkeeper.booking.examples.faults.history.Verdict;
import io.innkeeper.booking.examples.faults.server.EmbeddedServers;
import io.innkeeper.booking.jpa.server.CommitProxy.Cut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A history of a real run is clean; and once one line of it is another, that is noticed. */
class TrialTest {

    private static final int TIMES = 5;

    @TempDir
    private static Path folder;

    private static final Random RANDOM = new Random();
    private static List<Line> lines = List.of();
    private static Verdict verdict;

    /** A line becomes others, or none, or stays if it is not of the kind that is meant. */
    record Mutation(String name, Kind kind, Predicate<Line> which, Function<Line, List<Line>> mutate) {

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void run() throws Exception {
        long seed = new Random().nextInt(1_000_000);
        System.out.println("TrialTest: seed " + seed);
        RANDOM.setSeed(seed);
        Path history = folder.resolve("history.jsonl");
        try (EmbeddedServers servers = new EmbeddedServers(folder.resolve("server"))) {
            verdict = Trial.run(
                    "answers cut off", new CutCommit(Cut.ONCE_THE_SERVER_HAS_ANSWERED), 2, servers, seed, history);
        }
        lines = Journal.read(history);
    }

    @Test
    void aRealHistoryIsClean() {
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.injected()).isEqualTo(2);
        assertThat(verdict.resolved()).isEqualTo(verdict.unknown());
        assertThat(Checker.check(lines)).isEqualTo(verdict);
    }

    static Stream<Mutation> mutations() {
        Map<String, Seen> inTheEnd = all(Line::booking).collect(Collectors.toMap(Seen::id, Function.identity()));
        Map<String, List<Told>> told = all(Line::told).collect(Collectors.groupingBy(Told::request));
        Map<String, Asked> wanted = all(Line::asked)
                .filter(asked -> asked.wanted() != null)
                .collect(Collectors.toMap(Asked::request, Function.identity(), (a, b) -> a));
        return Stream.of(
                drop(
                        "event of an acknowledged request",
                        Kind.LOST,
                        Line::event,
                        event -> event.request() != null && event.after() != null),
                drop(
                        "event of a booking that goes on",
                        Kind.EVENTS,
                        Line::event,
                        event -> event.after() != null
                                && inTheEnd.get(event.after().id()).version()
                                        > event.after().version()),
                drop("booking", Kind.EVENTS, Line::booking, booking -> true),
                drop(
                        "nights of a booking for good",
                        Kind.LOST,
                        Line::nights,
                        nights -> isForGood(inTheEnd.get(nights.booking()))),
                change(
                        "one night less",
                        Kind.LOST,
                        Line::nights,
                        nights -> isForGood(inTheEnd.get(nights.booking())),
                        nights -> Line.of(new StoredNights(
                                nights.booking(),
                                nights.room(),
                                nights.nights().subList(1, nights.nights().size())))),
                change(
                        "nights of another",
                        Kind.LOST,
                        Line::nights,
                        nights -> isForGood(inTheEnd.get(nights.booking())),
                        nights -> Line.of(new StoredNights("nobody", nights.room(), nights.nights()))),
                add(
                        "nights sold to another as well",
                        Kind.SOLD_TWICE,
                        Line::nights,
                        nights -> true,
                        nights -> Line.of(new StoredNights("nobody", nights.room(), nights.nights()))),
                change(
                        "another room is acknowledged",
                        Kind.LOST,
                        Line::told,
                        TrialTest::wasDone,
                        told1 -> withFirst(told1, TrialTest::otherRoom)),
                change(
                        "another status is acknowledged",
                        Kind.LOST,
                        Line::told,
                        TrialTest::wasDone,
                        told1 -> withFirst(
                                told1,
                                seen -> new Seen(
                                        seen.id(), seen.version(), "NO_SHOW", seen.nights(), seen.heldUntil()))),
                change(
                        "another version is acknowledged",
                        Kind.LOST,
                        Line::told,
                        TrialTest::wasDone,
                        told1 -> withFirst(
                                told1,
                                seen -> new Seen(
                                        seen.id(),
                                        seen.version() + 1,
                                        seen.status(),
                                        seen.nights(),
                                        seen.heldUntil()))),
                change(
                        "done, and said never to happen",
                        Kind.UNTRUE,
                        Line::told,
                        TrialTest::wasDone,
                        told1 -> withAnswer(told1, "NeverHappens")),
                change(
                        "done, and said not to be",
                        Kind.UNTRUE,
                        Line::told,
                        done -> wasDone(done) && told.get(done.request()).size() == 1,
                        done -> withAnswer(done, "Refused")),
                drop(
                        "the only answer",
                        Kind.UNRESOLVED,
                        Line::told,
                        only -> told.get(only.request()).size() == 1),
                change(
                        "unknown in the end",
                        Kind.UNRESOLVED,
                        Line::told,
                        only -> told.get(only.request()).size() == 1,
                        only -> withAnswer(only, "Unknown")),
                drop("request", Kind.UNTRUE, Line::asked, asked -> told.containsKey(asked.request())),
                change(
                        "event of another room",
                        Kind.LOST,
                        Line::event,
                        event -> event.after() != null,
                        event -> Line.of(new StoredEvent(
                                event.id(),
                                event.account(),
                                event.request(),
                                event.with(),
                                event.type(),
                                otherRoom(event.after())))),
                change(
                        "event without its key",
                        Kind.EVENTS,
                        Line::event,
                        event -> event.request() != null,
                        event -> Line.of(new StoredEvent(
                                event.id(), event.account(), null, List.of(), event.type(), event.after()))),
                change(
                        "booking of another room",
                        Kind.EVENTS,
                        Line::booking,
                        booking -> true,
                        booking -> Line.of(otherRoom(booking))),
                change(
                        "nights that nobody has are said to be taken",
                        Kind.UNTRUE,
                        Line::told,
                        done -> wasDone(done)
                                && done.attempt() == 1
                                && told.get(done.request()).size() == 1
                                && wanted.containsKey(done.request()),
                        done -> Line.of(new Told(
                                done.request(),
                                done.attempt(),
                                done.at(),
                                "Unavailable",
                                List.of(),
                                List.of("1999-12-31"),
                                null))));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    @DisplayName("A line that is another is noticed")
    void isNoticed(Mutation mutation) {
        List<Integer> possible = IntStream.range(0, lines.size())
                .filter(i -> mutation.which.test(lines.get(i)))
                .boxed()
                .toList();
        assertThat(possible).as("lines of this kind").isNotEmpty();
        for (int i = 0; i < TIMES; i++) {
            int which = possible.get(RANDOM.nextInt(possible.size()));
            List<Line> mutated = new ArrayList<>(lines);
            mutated.remove(which);
            mutated.addAll(which, mutation.mutate.apply(lines.get(which)));
            assertThat(Checker.check(mutated).findings())
                    .as("%s, instead of %s", mutation, lines.get(which))
                    .extracting(Finding::kind)
                    .contains(mutation.kind);
        }
    }

    /** Whoever cancels what is booked twice does not undo that it was. */
    @Test
    void aSecondSaleInTheMiddleIsNoticed() {
        Told done = pick(all(Line::told)
                .filter(told -> wasDone(told) && isForGood(told.bookings().get(0)))
                .filter(told -> all(Line::booking).anyMatch(told.bookings().get(0)::equals))
                .toList());
        Nights nights = done.bookings().get(0).nights();
        Seen other = new Seen("other", 1, "CONFIRMED", nights, null);
        Seen cancelled = new Seen("other", 2, "CANCELLED", nights, null);
        List<Line> mutated = new ArrayList<>(lines);
        mutated.addAll(does("book", done.at() + 1, other));
        mutated.addAll(does("cancel", done.at() + 4, cancelled));
        mutated.add(Line.of(cancelled));

        assertThat(Checker.check(mutated).findings())
                .isNotEmpty()
                .extracting(Finding::kind)
                .containsOnly(Kind.SOLD_TWICE);
    }

    private static List<Line> does(String key, long from, Seen done) {
        return List.of(
                Line.of(new Asked(key, 1, from, key, "guest", "hotel", null, null)),
                Line.of(new Told(key, 1, from + 1, "Done", List.of(done), List.of(), null)),
                Line.of(new StoredEvent("event of " + key, "guest", key, List.of(), key, done)));
    }

    private static <T> Stream<T> all(Function<Line, @Nullable T> part) {
        return lines.stream().map(part).filter(each -> each != null);
    }

    private static <T> T pick(List<T> all) {
        return all.get(RANDOM.nextInt(all.size()));
    }

    private static <T> Mutation drop(String name, Kind kind, Function<Line, @Nullable T> part, Predicate<T> which) {
        return new Mutation("dropped: " + name, kind, where(part, which), line -> List.of());
    }

    private static <T> Mutation change(
            String name, Kind kind, Function<Line, @Nullable T> part, Predicate<T> which, Function<T, Line> change) {
        return new Mutation(name, kind, where(part, which), line -> List.of(change.apply(part.apply(line))));
    }

    private static <T> Mutation add(
            String name, Kind kind, Function<Line, @Nullable T> part, Predicate<T> which, Function<T, Line> more) {
        return new Mutation(name, kind, where(part, which), line -> List.of(line, more.apply(part.apply(line))));
    }

    private static <T> Predicate<Line> where(Function<Line, @Nullable T> part, Predicate<T> which) {
        return line -> {
            T its = part.apply(line);
            return its != null && which.test(its);
        };
    }

    private static boolean wasDone(Told told) {
        return !told.bookings().isEmpty();
    }

    private static boolean isForGood(Seen booking) {
        return booking.status().equals("CONFIRMED");
    }

    private static Seen otherRoom(Seen seen) {
        Nights nights = seen.nights();
        return new Seen(
                seen.id(),
                seen.version(),
                seen.status(),
                new Nights("another room", nights.arrival(), nights.departure()),
                seen.heldUntil());
    }

    private static Line withFirst(Told told, Function<Seen, Seen> change) {
        List<Seen> bookings = new ArrayList<>(told.bookings());
        bookings.set(0, change.apply(bookings.get(0)));
        return Line.of(new Told(
                told.request(), told.attempt(), told.at(), told.answer(), bookings, told.nights(), told.detail()));
    }

    private static Line withAnswer(Told told, String answer) {
        return Line.of(new Told(told.request(), told.attempt(), told.at(), answer, List.of(), List.of(), null));
    }
}
