package io.innkeeper.booking.internal;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.availability.AvailabilityFeed;
import io.innkeeper.booking.availability.AvailabilityFeed.HotelWithRooms;
import io.innkeeper.booking.availability.AvailabilityFeed.RoomNights;
import io.innkeeper.booking.availability.AvailabilityFeed.Taken;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.inventory.NightGrid;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule.Proposal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads an index and keeps it up, pass by pass, on a thread of its own.
 *
 * <p>An event only tells which nights to look at: they are read as they are by now, so that it makes no difference in which
 * order events are seen, how often, or whether what was read before knew of them already. Events are committed in
 * another order than their ids are made in, and so each pass asks for all whose ids are not older than the overlap, and leaves out
 * those that it has seen.
 *
 * <p>Hotels, rooms and terms have no events. Of some hotels in each pass it is asked by a mark whether they changed, so that
 * all are in time; and some are read anew whatever the mark says, which heals what was written past the library.
 */
final class IndexKeeper implements AutoCloseable {

    private static final int HOTELS_READ_AT_ONCE = 20;
    private static final int HOTELS_MARKED_AT_ONCE = 500;
    private static final int EVENTS_AT_ONCE = 200;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long CLOSING_MILLIS = 1000;

    private static final LocalDate LAST_DAY = LocalDate.of(Stay.LAST_YEAR, 12, 31);

    private static final Logger log = LoggerFactory.getLogger(AvailabilityIndex.class);

    private final AvailabilityFeed feed;
    private final TariffStore tariffs;
    private final AvailabilityIndex settings;
    private final Clock clock;
    private final Duration overlap;
    private final HotelIndex index = new HotelIndex();
    private final Set<HotelId> changed = ConcurrentHashMap.newKeySet();
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile @Nullable Known known;
    private volatile boolean closed;

    // What follows is for the one pass that runs at a time.
    private final Rotation terms;
    private final Rotation rereading;
    private boolean loaded;
    private Stay window;
    private Instant lookedAt = Instant.MIN;
    private Set<UUID> seen = Set.of();

    /**
     * What is known.
     *
     * @param nanoTime what was committed by this time, of this process' clock that only goes forward
     * @param asOf the same time by the application's clock
     * @param nights of which nights all hotels' are known
     */
    private record Known(long nanoTime, Instant asOf, Stay nights) {}

    /** Goes round and round all hotels, each time within some time. */
    private static final class Rotation {

        private final Duration within;
        private long lastNanoTime = System.nanoTime();
        private double owed;
        private @Nullable HotelId after;

        Rotation(Duration within) {
            this.within = within;
        }

        /** How many hotels it has come to since it was last asked, at most all; so also to new ones, where there are none. */
        int due(int hotels) {
            long now = System.nanoTime();
            owed = Math.min(hotels + 1.0, owed + (hotels + 1.0) * (now - lastNanoTime) / within.toNanos());
            lastNanoTime = now;
            int due = (int) owed;
            owed -= due;
            return due;
        }
    }

    private static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super("the index is closed", null, false, false);
        }
    }

    private IndexKeeper(
            AvailabilityFeed feed, TariffStore tariffs, AvailabilityIndex settings, Clock clock, Duration overlap) {
        this.feed = feed;
        this.tariffs = tariffs;
        this.settings = settings;
        this.clock = clock;
        this.overlap = overlap;
        this.terms = new Rotation(settings.termsWithin());
        this.rereading = new Rotation(settings.rereadWithin());
        this.window = window();
        this.thread = new Thread(this::run, "innkeeper-availability");
        thread.setDaemon(true);
    }

    /** One that runs, for a storage where an index is of use. */
    static Optional<IndexKeeper> start(
            Storage storage, AvailabilityIndex settings, Clock clock, Duration answerWithin) {
        Duration least = answerWithin.multipliedBy(2).plusMinutes(1);
        Duration overlap = settings.overlap().compareTo(least) > 0 ? settings.overlap() : least;
        return storage.availabilityFeed().map(feed -> {
            IndexKeeper keeper = new IndexKeeper(feed, storage.tariffs(), settings, clock, overlap);
            keeper.thread.start();
            return keeper;
        });
    }

    Facts facts() {
        return index;
    }

    /** As of when it knows everything, by the application's clock; empty if that is not known or too long ago. */
    Optional<Instant> asOf() {
        return Optional.ofNullable(live()).map(Known::asOf);
    }

    private @Nullable Known live() {
        Known now = known;
        return now == null
                        || System.nanoTime() - now.nanoTime()
                                > settings.atMostOld().toNanos()
                ? null
                : now;
    }

    /** Whether it knows a stay in all hotels. */
    boolean knows(Stay stay) {
        Known now = live();
        return now != null
                && !stay.arrival().isBefore(now.nights().arrival())
                && !stay.departure().isAfter(now.nights().departure());
    }

    /** Whether it knows a stay in a hotel. */
    boolean knows(HotelId hotel, Stay stay) {
        if (live() == null) {
            return false;
        }
        HotelPicture picture = index.picture(hotel);
        return picture != null && picture.knows(stay);
    }

    /**
     * That a request is for what is known to be sold out; empty if that is not known, not to be said, or not what the request
     * would be refused for.
     */
    Optional<Unavailable> soldOut(BookingRequest request) {
        if (!settings.refusesSoldOut()
                || !(request.room() instanceof RoomChoice.AnyRoom any)
                || request.quote() != null
                || !request.by().equals(request.user())
                || !knows(any.hotel(), request.stay())) {
            return Optional.empty();
        }
        HotelPicture picture = index.picture(any.hotel());
        List<LocalDate> nights = picture == null ? null : picture.soldOut(any.type(), request.stay(), request.guests());
        if (picture == null || nights == null) {
            return Optional.empty();
        }
        Proposal proposal = new Proposal(
                request.stay(),
                request.guests(),
                request.guests(),
                picture.hotel().today(clock),
                picture.terms().of(request.stay()).restrictions(any.type()),
                null);
        return Rules.refusals(proposal).isEmpty() ? Optional.of(new Unavailable(nights)) : Optional.empty();
    }

    /** To be told once something about a hotel was changed that has no event. */
    void hotelChanged(HotelId hotel) {
        changed.add(hotel);
        wakeUps.release();
    }

    /** Looks for all that was committed by now. */
    void catchUp() {
        if (closed) {
            throw new IllegalStateException("its Innkeeper is closed");
        }
        pass(true);
    }

    private void run() {
        Duration pause = settings.every();
        while (!closed) {
            try {
                pass(false);
                if (pause.compareTo(settings.every()) > 0) {
                    log.info("the index of what is free is kept up again");
                }
                pause = settings.every();
                pause(pause);
            } catch (Stopped e) {
                return;
            } catch (RuntimeException | Error e) {
                if (closed) {
                    return; // the storage may be closed by now
                }
                log.warn("the index of what is free could not be kept up; this is tried again: {}", e.toString());
                log.debug("why", e);
                pause = longer(pause);
                pauseUndisturbed(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void pause(Duration time) {
        try {
            wakeUps.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
            wakeUps.drainPermits();
        } catch (InterruptedException e) {
            log.debug("interrupted, which nobody here does");
        }
    }

    /** Only closing ends it sooner. */
    private void pauseUndisturbed(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
            pause(Duration.ofNanos(left));
        }
    }

    private synchronized void pass(boolean all) {
        Instant now = readClock();
        if (!loaded) {
            lookedAt = now;
            window = window();
            read(null, Integer.MAX_VALUE);
            loaded = true;
            log.info("the index of what is free is loaded: {}", index.size());
            now = readClock();
        }
        long nanoTime = System.nanoTime();
        Instant asOf = clock.instant();
        Stay nights = known == null ? window : known.nights();
        if (!window.equals(window())) {
            window = window();
            terms.after = null; // so that a round is one with these nights
        }
        readChanged();
        if (checkMarks(all)) {
            nights = window;
        }
        look(now);
        reread();
        known = new Known(nanoTime, asOf, nights);
    }

    /** The time from which on ids are made: the earlier of what the storage and this process say. */
    private Instant readClock() {
        Instant stored = feed.now();
        index.setClock(stored, System.nanoTime());
        Instant own = Instant.now();
        return stored.isBefore(own) ? stored : own;
    }

    private Stay window() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        int last = NightGrid.block(today.plusDays(settings.daysAhead()));
        LocalDate from = NightGrid.firstNight(NightGrid.block(today.minusDays(1)));
        LocalDate to = NightGrid.firstNight(last + 1);
        return new Stay(from, to.isAfter(LAST_DAY) ? LAST_DAY : to);
    }

    private void look(Instant now) {
        List<UUID> found = feed.eventsSince(lookedAt.minus(overlap));
        List<UUID> fresh = found.stream().filter(event -> !seen.contains(event)).toList();
        Set<HotelId> unknown = new LinkedHashSet<>();
        for (int i = 0; i < fresh.size(); i += EVENTS_AT_ONCE) {
            checkOpen();
            List<UUID> some = fresh.subList(i, Math.min(fresh.size(), i + EVENTS_AT_ONCE));
            apply(feed.touchedBy(some), unknown);
        }
        read(unknown);
        seen = new HashSet<>(found);
        lookedAt = now;
    }

    private void apply(Collection<RoomNights> touched, Set<HotelId> unknown) {
        Map<HotelId, Set<RoomNights>> byHotel = new LinkedHashMap<>();
        for (RoomNights each : touched) {
            HotelPicture picture = index.picture(each.hotel());
            if (picture == null || !picture.hasRoom(each.room())) {
                unknown.add(each.hotel()); // a new one
            } else if (each.nights().overlaps(window)) {
                byHotel.computeIfAbsent(each.hotel(), hotel -> new LinkedHashSet<>())
                        .add(each);
            }
        }
        if (byHotel.isEmpty()) {
            return;
        }
        Taken taken = feed.taken(byHotel.values().stream().flatMap(Set::stream).toList());
        Map<RoomId, HotelId> hotelOf = new HashMap<>();
        byHotel.values().forEach(nights -> nights.forEach(each -> hotelOf.put(each.room(), each.hotel())));
        Map<HotelId, Taken> takenByHotel = split(taken, hotelOf);
        byHotel.forEach((hotel, nights) -> {
            HotelPicture picture = index.picture(hotel);
            if (picture != null) {
                index.put(picture.with(nights, takenByHotel.getOrDefault(hotel, new Taken(List.of(), List.of()))));
            }
        });
    }

    private static Map<HotelId, Taken> split(Taken taken, Map<RoomId, HotelId> hotelOf) {
        Map<HotelId, List<AvailabilityFeed.SoldNights>> sold = new HashMap<>();
        Map<HotelId, List<AvailabilityFeed.HeldNight>> held = new HashMap<>();
        taken.sold()
                .forEach(each -> sold.computeIfAbsent(hotelOf.get(each.room()), hotel -> new ArrayList<>())
                        .add(each));
        taken.held()
                .forEach(each -> held.computeIfAbsent(hotelOf.get(each.room()), hotel -> new ArrayList<>())
                        .add(each));
        Set<HotelId> hotels = new HashSet<>(sold.keySet());
        hotels.addAll(held.keySet());
        Map<HotelId, Taken> split = new HashMap<>();
        hotels.forEach(hotel ->
                split.put(hotel, new Taken(sold.getOrDefault(hotel, List.of()), held.getOrDefault(hotel, List.of()))));
        return split;
    }

    private void readChanged() {
        Set<HotelId> some = new LinkedHashSet<>(changed);
        changed.removeAll(some);
        try {
            read(some);
        } catch (RuntimeException | Error e) {
            changed.addAll(some);
            throw e;
        }
    }

    /** Reads again what has changed of some hotels, or of all; true if a round of all is complete by that. */
    private boolean checkMarks(boolean all) {
        if (all) {
            terms.after = null;
        }
        int due = all ? Integer.MAX_VALUE : terms.due(index.hotels());
        for (int left = due; left > 0; left -= HOTELS_MARKED_AT_ONCE) {
            List<HotelId> next = next(terms, Math.min(left, HOTELS_MARKED_AT_ONCE));
            if (!next.isEmpty()) {
                Map<HotelId, Long> marks = feed.marks(next, window);
                read(next.stream()
                        .filter(hotel -> hasChanged(hotel, marks.get(hotel)))
                        .toList());
            }
            if (terms.after == null) {
                return true;
            }
        }
        return false;
    }

    private boolean hasChanged(HotelId hotel, @Nullable Long mark) {
        HotelPicture picture = index.picture(hotel);
        return picture == null || mark == null || picture.mark() != mark || !picture.hasBlocks(blocks());
    }

    private void reread() {
        read(rereading.after, rereading.due(index.hotels()));
    }

    /** Reads so many hotels behind one. */
    private void read(@Nullable HotelId after, int number) {
        rereading.after = after;
        for (int left = number; left > 0; left -= HOTELS_MARKED_AT_ONCE) {
            read(next(rereading, Math.min(left, HOTELS_MARKED_AT_ONCE)));
            if (rereading.after == null) {
                return;
            }
        }
    }

    /** The next hotels of a round, which is complete when {@code after} is null. Those that are gone are forgotten. */
    private List<HotelId> next(Rotation rotation, int limit) {
        checkOpen();
        List<HotelId> next = feed.hotels(rotation.after, limit);
        HotelId last = next.size() < limit ? null : next.get(limit - 1);
        Set<HotelId> there = new HashSet<>(next);
        index.between(rotation.after, last).stream()
                .filter(hotel -> !there.contains(hotel))
                .forEach(index::remove);
        rotation.after = last;
        return next;
    }

    private void read(Collection<HotelId> hotels) {
        List<HotelId> all = List.copyOf(hotels);
        for (int i = 0; i < all.size(); i += HOTELS_READ_AT_ONCE) {
            checkOpen();
            readAtOnce(all.subList(i, Math.min(all.size(), i + HOTELS_READ_AT_ONCE)));
        }
    }

    /** The marks come first: what changes after them makes others. */
    private void readAtOnce(List<HotelId> hotels) {
        Map<HotelId, Long> marks = feed.marks(hotels, window);
        Map<HotelId, Tariff> terms = tariffs.find(hotels, window);
        List<HotelWithRooms> read = feed.read(hotels);
        List<RoomNights> nights = new ArrayList<>();
        Map<RoomId, HotelId> hotelOf = new HashMap<>();
        for (HotelWithRooms each : read) {
            each.rooms().forEach(room -> {
                nights.add(new RoomNights(room.hotel(), room.id(), window));
                hotelOf.put(room.id(), room.hotel());
            });
        }
        Map<HotelId, Taken> taken = nights.isEmpty() ? Map.of() : split(feed.taken(nights), hotelOf);
        Set<HotelId> gone = new HashSet<>(hotels);
        for (HotelWithRooms each : read) {
            HotelId hotel = each.hotel().id();
            gone.remove(hotel);
            index.put(HotelPicture.of(
                    each.hotel(),
                    each.rooms(),
                    HotelTerms.of(terms.getOrDefault(hotel, Tariff.none()), window),
                    blocks(),
                    taken.getOrDefault(hotel, new Taken(List.of(), List.of())),
                    marks.getOrDefault(hotel, 0L)));
        }
        gone.forEach(index::remove);
    }

    private int[] blocks() {
        return IntStream.rangeClosed(
                        NightGrid.block(window.arrival()),
                        NightGrid.block(window.departure().minusDays(1)))
                .toArray();
    }

    private void checkOpen() {
        if (closed) {
            throw new Stopped();
        }
    }

    /** Stops the thread, and does not wait for long for a database that does not answer: it is a daemon. */
    @Override
    public void close() {
        closed = true;
        wakeUps.release();
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
