package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Keep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightClaim;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightInTheWay;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import io.innkeeper.booking.reservation.Booking;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One change on its way through the statements, in one transaction. */
final class Claim {

    private final ClaimSql sql;
    private final AnyRoomSql anyRoom;
    private final Approach approach;
    private final InventoryChange change;
    private final boolean alone;
    private final boolean atOnce;

    /** Room {@code i} is for demand {@code i}. */
    private List<Room> rooms = List.of();

    private List<BookingEvent> events = List.of();

    private @Nullable Instant heldUntil;

    /**
     * A change.
     *
     * @param alone whether nothing else is done in the transaction
     * @param atOnce whether to write all in one round trip, where no look is needed between
     */
    Claim(ClaimSql sql, AnyRoomSql anyRoom, Approach approach, InventoryChange change, boolean alone, boolean atOnce) {
        this.sql = sql;
        this.anyRoom = anyRoom;
        this.approach = approach;
        this.change = change;
        this.alone = alone;
        this.atOnce = atOnce;
    }

    /**
     * Decides about it.
     *
     * @throws StartAgain if the server refused a statement, and what is to be answered then is not known yet, or others are
     *     in the transaction
     */
    Settlement decide() throws SQLException {
        Duration holdFor = change.holdFor();
        heldUntil = holdFor == null ? null : ClaimSql.stored(sql.now().plus(holdFor));
        return atOnce && needsNoLook() ? decideAtOnce() : decideOneByOne();
    }

    /** Whether nothing of what it takes is found by a look, which would have to see what it gives back. */
    private boolean needsNoLook() {
        boolean onlyTakes = change.giveBack().isEmpty() && change.keep().isEmpty();
        boolean onlyGiven = change.take().stream().allMatch(Demand.ThisRoom.class::isInstance);
        return onlyTakes || (onlyGiven && !approach.looksFirst());
    }

    private Settlement decideAtOnce() throws SQLException {
        Optional<Settlement> refusal = chooseRooms();
        if (refusal.isPresent()) {
            return ifOfThisEdition(refusal.get());
        }
        AtOnce all = new AtOnce();
        change.giveBack().forEach(release -> all.add(ClaimText.deleteNights(change.hotel(), release)));
        change.keep().forEach(keep -> all.add(ClaimText.keepNights(change.hotel(), keep, heldUntil)));
        all.addBookings(events);
        if (!rooms.isEmpty()) {
            all.add(ClaimText.newNights(nightClaims()));
        }
        List<EventRow> rows = EventRow.of(change, events);
        all.add(rows.isEmpty() ? ClaimText.useUp(change.hotel(), change.key()) : ClaimText.newEvents(rows));
        sql.run(all, rooms.isEmpty() ? List.of() : rows);
        return new Settlement.Settled(events);
    }

    private Settlement decideOneByOne() throws SQLException {
        for (Release release : change.giveBack()) {
            if (!sql.deleteNights(change.hotel(), release)) {
                return refused(new Refusal.Overtaken());
            }
        }
        for (Keep keep : change.keep()) {
            if (!sql.keepNights(change.hotel(), keep, heldUntil)) {
                return refused(new Refusal.Overtaken());
            }
        }
        Optional<Settlement> refusal = chooseRooms();
        if (refusal.isEmpty()) {
            refusal = writeBookings();
        }
        if (refusal.isEmpty()) {
            refusal = takeNights();
        }
        return refusal.isPresent() ? ifOfThisEdition(refusal.get()) : writeEvents();
    }

    /**
     * What is wanted by another edition of the hotel is to be looked up before anybody is told that nights of it are taken: it
     * may not be sold at all.
     */
    private Settlement ifOfThisEdition(Settlement refusal) throws SQLException {
        boolean nightsAreTaken =
                refusal instanceof Settlement.Refused refused && refused.why() instanceof Refusal.NightsTaken;
        return nightsAreTaken && isOutdated() ? refused(new Refusal.Outdated()) : refusal;
    }

    private boolean isOutdated() throws SQLException {
        Integer edition = change.edition();
        return edition != null && sql.edition(change.hotel()) != edition;
    }

    /** Chooses a room for each demand, or answers why there is none. */
    private Optional<Settlement> chooseRooms() throws SQLException {
        while (true) {
            Optional<Settlement> refusal = findRooms();
            if (refusal.isPresent()) {
                return refusal;
            }
            if (approach.looksFirst()) {
                InTheWay inTheWay = inTheWay();
                if (!inTheWay.takenInGivenRooms().isEmpty()) {
                    return Optional.of(refused(new Refusal.NightsTaken(inTheWay.takenInGivenRooms())));
                }
                for (int i : inTheWay.expiredHolds()) {
                    sql.deleteExpired(rooms.get(i), change.take().get(i).stay());
                }
            }
            if (approach.isStillSo(change.hotel(), roomIds())) {
                return complete();
            }
            if (!change.take().stream().allMatch(Demand.AnyRoom.class::isInstance)
                    || change.deadline().hasPassed()) {
                return Optional.of(new Settlement.Contended());
            }
        }
    }

    /** Given rooms first, so that nobody who wants any room is given them. */
    private Optional<Settlement> findRooms() throws SQLException {
        List<Demand> demands = change.take();
        SortedMap<Integer, Room> found = new TreeMap<>();
        for (int i = 0; i < demands.size(); i++) {
            if (demands.get(i) instanceof Demand.ThisRoom given) {
                found.put(i, given.room());
            }
        }
        for (int i = 0; i < demands.size(); i++) {
            if (demands.get(i) instanceof Demand.AnyRoom any) {
                Set<RoomId> chosen = found.entrySet().stream()
                        .filter(entry -> demands.get(entry.getKey()).stay().overlaps(any.stay()))
                        .map(entry -> entry.getValue().id())
                        .collect(Collectors.toSet());
                Optional<Room> room = approach.freeRoom(change, any, chosen);
                if (room.isEmpty()) {
                    return Optional.of(refused(whyNoRoom(any)));
                }
                found.put(i, room.get());
            }
        }
        rooms = List.copyOf(found.values());
        return Optional.empty();
    }

    private Set<RoomId> roomIds() {
        return rooms.stream().map(Room::id).collect(Collectors.toSet());
    }

    /** Asks the change what is to be written for the rooms. */
    private Optional<Settlement> complete() {
        try {
            events = change.complete().apply(new Assignment(rooms, heldUntil));
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of(failed(change, e));
        }
    }

    /** A change that cannot say what is to be written for it fails alone. */
    static Settlement failed(InventoryChange change, Throwable e) {
        return new Settlement.Failed(new StorageException("a change at hotel " + change.hotel() + " failed: " + e, e));
    }

    private Refusal whyNoRoom(Demand.AnyRoom demand) throws SQLException {
        int suitable = anyRoom.suitableRooms(change.hotel(), demand);
        return suitable == 0
                ? new Refusal.NoSuchRoom()
                : new Refusal.NightsTaken(anyRoom.nightsTakenInAll(change.hotel(), demand, suitable));
    }

    private Optional<Settlement> writeBookings() throws SQLException {
        for (BookingEvent event : events) {
            Booking booking = event.booking();
            if (booking.version() > 1) {
                if (!sql.updateBooking(booking)) {
                    return Optional.of(refused(new Refusal.Overtaken()));
                }
                continue;
            }
            try {
                sql.insertBookings(List.of(booking));
            } catch (SQLException e) {
                SqlFailure failure = SqlFailure.of(e, Phase.BEFORE_COMMIT);
                if (failure != SqlFailure.MISSING_PARENT && failure != SqlFailure.DUPLICATE) {
                    throw e;
                }
                if (!alone) {
                    throw new StartAgain("a booking has an id that is used, or names something that is not there");
                }
                return Optional.of(failure == SqlFailure.DUPLICATE ? idIsUsed() : namesNothing(booking));
            }
        }
        return Optional.empty();
    }

    /** The id is the caller's, who as a rule asks for the same thing again. */
    private Settlement idIsUsed() throws SQLException {
        return refused(sql.keyIsUsed(change.hotel(), change.key()) ? new Refusal.KeyUsed() : new Refusal.Overtaken());
    }

    private Settlement namesNothing(Booking booking) throws SQLException {
        return sql.userExists(booking.user().value()) ? closed() : refused(new Refusal.NoSuchUser());
    }

    /** Inserts the nights. What is refused may not be committed, so a refusal only tells what to answer. */
    private Optional<Settlement> takeNights() throws SQLException {
        if (rooms.isEmpty() || sql.insertNights(nightClaims())) {
            return Optional.empty();
        }
        if (!alone) {
            throw new StartAgain("a night is taken");
        }
        List<LocalDate> taken = inTheWay().takenInGivenRooms();
        if (!taken.isEmpty()) {
            return Optional.of(refused(new Refusal.NightsTaken(taken)));
        }
        throw new StartAgain("an expired hold is in the way, or a room that was free was taken");
    }

    private Settlement writeEvents() throws SQLException {
        try {
            if (events.isEmpty()) {
                sql.useUp(change.hotel(), change.key());
                return new Settlement.Settled(events);
            }
            return sql.insertEvents(EventRow.of(change, events), !rooms.isEmpty())
                    ? new Settlement.Settled(events)
                    : closed();
        } catch (SQLException e) {
            if (SqlFailure.of(e, Phase.BEFORE_COMMIT) != SqlFailure.DUPLICATE) {
                throw e;
            }
            if (!alone) {
                throw new StartAgain("a key was used before");
            }
            // A duplicate is one of the key, which may be that of a request at any hotel, or of an event.
            List<Booking> bookings = events.stream().map(BookingEvent::booking).toList();
            if (!bookings.isEmpty() && sql.haveEvents(bookings)) {
                throw e;
            }
            return refused(new Refusal.KeyUsed());
        }
    }

    /** A room that was chosen freely and then closed is a lost race: the next look does not see it. */
    private Settlement closed() throws SQLException {
        if (isOutdated()) {
            return refused(new Refusal.Outdated());
        }
        Set<RoomId> given = change.take().stream()
                .filter(Demand.ThisRoom.class::isInstance)
                .map(demand -> ((Demand.ThisRoom) demand).room().id())
                .collect(Collectors.toSet());
        boolean onlyGiven = change.take().stream().allMatch(Demand.ThisRoom.class::isInstance);
        return onlyGiven || sql.openRooms(change.hotel(), given) < given.size()
                ? refused(new Refusal.Closed())
                : new Settlement.Contended();
    }

    private List<NightClaim> nightClaims() {
        List<NightClaim> claims = new ArrayList<>();
        for (int i = 0; i < rooms.size(); i++) {
            claims.addAll(NightClaim.of(rooms.get(i), change.take().get(i), heldUntil));
        }
        claims.sort(NightClaim.KEY_ORDER);
        return claims;
    }

    /**
     * What is in the way of the nights of the chosen rooms.
     *
     * @param expiredHolds the numbers of the demands in whose way are holds whose time is over
     * @param takenInGivenRooms the nights that others have in rooms that were not chosen freely, in order
     */
    private record InTheWay(List<Integer> expiredHolds, List<LocalDate> takenInGivenRooms) {}

    private InTheWay inTheWay() throws SQLException {
        List<Integer> expiredHolds = new ArrayList<>();
        TreeSet<LocalDate> taken = new TreeSet<>();
        for (int i = 0; i < rooms.size(); i++) {
            Demand demand = change.take().get(i);
            List<NightInTheWay> found = sql.nightsInTheWay(rooms.get(i), demand.stay());
            if (found.stream().anyMatch(NightInTheWay::expired)) {
                expiredHolds.add(i);
            }
            if (demand instanceof Demand.ThisRoom) {
                found.stream()
                        .filter(night -> !night.expired())
                        .map(NightInTheWay::night)
                        .forEach(taken::add);
            }
        }
        return new InTheWay(expiredHolds, List.copyOf(taken));
    }

    private static Settlement refused(Refusal why) {
        return new Settlement.Refused(why);
    }
}
