package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryPicture;
import io.innkeeper.booking.inventory.InventoryPicture.Choice;
import io.innkeeper.booking.inventory.InventoryTx;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightClaim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about many changes in one transaction. Those that only take nights for new bookings are merged: rooms are chosen
 * for all of them by what is remembered or from one look, who cannot have any is left out, and all that the others need is
 * written by one INSERT for each table. Who loses to a neighbour is left for the next transaction, which sees the neighbour's
 * nights committed. Those that take no night are merged as well, where the connection takes several statements at once and
 * nothing was refused before; otherwise they go first, one after another, since others may want what they give back. Those that
 * take more for bookings that are there are decided one after another.
 */
final class MergedClaims {

    /** Each shows what others have sold of what was chosen; a look at all that is wanted costs as much as many of them. */
    private static final int MOST_STARTS_AS_REMEMBERED = 3;

    private final Claims claims;
    private final ClaimSql sql;
    private final PictureSql pictures;
    private final RememberedRooms remembered;

    /** Whether others were faster as often, who run after the same rooms as well, so that what is remembered does not help. */
    private final boolean again;

    private final boolean atOnce;
    private final boolean allAtOnce;
    private final IdentityHashMap<InventoryChange, Settlement> answers = new IdentityHashMap<>();

    private final List<Transition> transitions = new ArrayList<>();

    private @Nullable Instant now;

    /** In a transaction. */
    MergedClaims(InventoryTx tx, Claims claims, RememberedRooms remembered) {
        Connection connection = tx.unwrap(Connection.class);
        this.claims = claims;
        this.remembered = remembered;
        this.again = JdbcTx.startsBefore(tx) >= MOST_STARTS_AS_REMEMBERED;
        this.atOnce = JdbcTx.takesSeveralAtOnce(tx);
        // What is refused at once is to be told apart.
        this.allAtOnce = atOnce && JdbcTx.startsBefore(tx) == 0;
        this.sql = new ClaimSql(connection, JdbcTx.readsSnapshot(tx));
        this.pictures = new PictureSql(connection);
    }

    List<Settlement> decide(List<InventoryChange> batch) {
        try {
            List<InventoryChange> onlyTaking = new ArrayList<>();
            for (InventoryChange change : batch) {
                if (change.giveBack().isEmpty()
                        && change.keep().isEmpty()
                        && !change.take().isEmpty()) {
                    onlyTaking.add(change);
                } else if (!isTransition(change)) {
                    answers.put(change, claims.decideAmongOthers(change));
                }
            }
            merge(onlyTaking);
            for (InventoryChange change : onlyTaking) {
                if (!answers.containsKey(change)) {
                    answers.put(change, claims.decideAmongOthers(change));
                }
            }
            return batch.stream()
                    .map(change -> Objects.requireNonNull(answers.get(change)))
                    .toList();
        } catch (SQLException e) {
            throw Claims.failure(batch, e);
        }
    }

    /** Whether it takes no night, and may be written at once with the others: adds it to those if so. */
    private boolean isTransition(InventoryChange change) {
        if (!allAtOnce || !change.take().isEmpty() || change.holdFor() != null) {
            return false;
        }
        try {
            List<BookingEvent> events = change.complete().apply(new Assignment(List.of(), null));
            if (events.isEmpty()
                    || events.stream().anyMatch(event -> event.booking().version() == 1)) {
                return false;
            }
            answers.put(change, new Settlement.Settled(events));
            transitions.add(new Transition(change, events));
            claims.changed(change.hotel()); // who wants what it gives back is not to be refused by what is seen before
        } catch (RuntimeException | Error e) {
            answers.put(change, Claim.failed(change, e));
        }
        return true;
    }

    /** A change that takes no night. */
    private record Transition(InventoryChange change, List<BookingEvent> events) {}

    /** A change with the rooms that were chosen for it. */
    private record Winner(
            InventoryChange change,
            List<Room> rooms,
            @Nullable Instant heldUntil,
            List<BookingEvent> events) {}

    private void merge(List<InventoryChange> changes) throws SQLException {
        if (changes.isEmpty() && transitions.isEmpty()) {
            return;
        }
        List<Winner> winners = again ? new ArrayList<>() : winnersAsRemembered(changes);
        List<InventoryChange> others =
                changes.stream().filter(change -> !answers.containsKey(change)).toList();
        PictureSql.Seen seen = others.isEmpty() ? PictureSql.Seen.nothing() : lookFor(others, winners);
        if (!(winners.isEmpty() && transitions.isEmpty()) && !write(winners, seen)) {
            throw new StartAgain("what is remembered or was seen for " + winners.size() + " changes was overtaken");
        }
        winners.forEach(winner -> claims.changed(winner.change().hotel()));
    }

    /** Those for whom rooms are free by what is remembered, which costs no statement. */
    private List<Winner> winnersAsRemembered(List<InventoryChange> changes) throws SQLException {
        List<Winner> winners = new ArrayList<>();
        for (InventoryChange change : changes) {
            Optional<List<Room>> rooms = remembered.chooseAll(change);
            if (rooms.isPresent()) {
                winner(change, rooms.get()).ifPresent(winners::add);
            }
        }
        return winners;
    }

    /** Looks, adds those who win by that to the winners, and answers the rest. */
    private PictureSql.Seen lookFor(List<InventoryChange> changes, List<Winner> winners) throws SQLException {
        PictureSql.Seen seen = pictures.look(changes);
        AllocationPolicy instead = again ? AllocationPolicy.random() : null;
        InventoryPicture before = new InventoryPicture(seen.rooms(), instead);
        InventoryPicture picture = new InventoryPicture(seen.rooms(), instead);
        for (Winner winner : winners) {
            if (!picture.take(winner.change(), winner.rooms())) {
                throw new StartAgain("what is remembered for " + winners.size() + " changes was overtaken");
            }
        }
        for (InventoryChange change : changes) {
            if (seen.isOutdated(change)) {
                answers.put(change, new Settlement.Refused(new Refusal.Outdated()));
            } else if (picture.choose(change) instanceof Choice.Rooms found) {
                winner(change, found.rooms()).ifPresent(winner -> {
                    picture.take(change, winner.rooms());
                    winners.add(winner);
                });
                forget(change, found.rooms());
            } else {
                answers.put(
                        change,
                        before.choose(change) instanceof Choice.None none
                                ? claims.ifFinal(change, new Settlement.Refused(none.why()))
                                : new Settlement.Contended()); // lost to a neighbour
            }
        }
        return seen;
    }

    /** Forgets what was remembered of rooms that are free: it said that there are none, or nothing. */
    private void forget(InventoryChange change, List<Room> rooms) {
        for (int i = 0; i < rooms.size(); i++) {
            remembered.forget(
                    change.hotel(), rooms.get(i).id(), change.take().get(i).stay());
        }
    }

    private Instant now() throws SQLException {
        Instant found = now == null ? sql.now() : now;
        now = found;
        return found;
    }

    private Optional<Winner> winner(InventoryChange change, List<Room> rooms) throws SQLException {
        Duration holdFor = change.holdFor();
        Instant heldUntil = holdFor == null ? null : ClaimSql.stored(now().plus(holdFor));
        try {
            List<BookingEvent> events = change.complete().apply(new Assignment(rooms, heldUntil));
            if (events.stream().allMatch(event -> event.booking().version() == 1)) {
                answers.put(change, new Settlement.Settled(events));
                return Optional.of(new Winner(change, rooms, heldUntil, events));
            }
        } catch (RuntimeException | Error e) {
            answers.put(change, Claim.failed(change, e));
        }
        remembered.giveBack(change);
        return Optional.empty();
    }

    private boolean write(List<Winner> winners, PictureSql.Seen seen) throws SQLException {
        List<NightClaim> nights = new ArrayList<>();
        for (Winner winner : winners) {
            for (int i = 0; i < winner.rooms().size(); i++) {
                Room room = winner.rooms().get(i);
                Demand demand = winner.change().take().get(i);
                if (seen.hasExpired(room.id(), demand.stay())) {
                    sql.deleteExpired(room, demand.stay());
                }
                nights.addAll(NightClaim.of(room, demand, winner.heldUntil()));
            }
        }
        nights.sort(NightClaim.KEY_ORDER);
        List<EventRow> events = winners.stream()
                .flatMap(winner -> EventRow.of(winner.change(), winner.events()).stream())
                .toList();
        if (atOnce) {
            writeAtOnce(events, nights);
            return true;
        }
        sql.insertBookings(events.stream().map(row -> row.event().booking()).toList());
        return sql.insertNights(nights) && sql.insertEvents(events, true);
    }

    private void writeAtOnce(List<EventRow> ofWinners, List<NightClaim> nights) throws SQLException {
        AtOnce all = new AtOnce();
        transitions.stream()
                .flatMap(transition -> transition.change().giveBack().stream()
                        .map(release -> Map.entry(transition.change().hotel(), release)))
                .sorted(Comparator.comparing((Map.Entry<HotelId, Release> each) ->
                                each.getValue().room())
                        .thenComparing(each -> each.getValue().stay().arrival()))
                .forEach(each -> all.add(ClaimText.deleteNights(each.getKey(), each.getValue())));
        List<EventRow> events = new ArrayList<>();
        for (Transition transition : transitions) {
            InventoryChange change = transition.change();
            change.keep().forEach(keep -> all.add(ClaimText.keepNights(change.hotel(), keep, null)));
            all.addBookings(transition.events());
            events.addAll(EventRow.of(change, transition.events()));
        }
        all.addBookings(ofWinners.stream().map(EventRow::event).toList());
        if (!nights.isEmpty()) {
            all.add(ClaimText.newNights(nights));
        }
        events.addAll(ofWinners);
        all.add(ClaimText.newEvents(events));
        sql.run(all, ofWinners);
    }
}
