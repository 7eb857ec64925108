package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryPicture;
import io.innkeeper.booking.inventory.InventoryPicture.Choice;
import io.innkeeper.booking.inventory.InventoryTx;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightClaim;
import io.innkeeper.booking.reservation.Booking;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about many changes in one transaction. Those that only take nights for new bookings are merged: rooms are chosen
 * for all of them from one look, who cannot have any is left out, and all that the others need is written by one INSERT for
 * each table. Who loses to a neighbour is left for the next transaction, which sees the neighbour's nights committed. Those that give something back go first, one after another, since others may want it; those that take more
 * for bookings that are there go last.
 */
final class MergedClaims {

    private final Claims claims;
    private final ClaimSql sql;
    private final PictureSql pictures;
    private final RememberedRooms remembered;
    /** Whether others were faster twice, who run after the same rooms as well, so that what is remembered does not help. */
    private final boolean again;

    private final boolean atOnce;
    private final IdentityHashMap<InventoryChange, Settlement> answers = new IdentityHashMap<>();

    private @Nullable Instant now;

    /** In a transaction. */
    MergedClaims(InventoryTx tx, Claims claims, RememberedRooms remembered) {
        Connection connection = tx.unwrap(Connection.class);
        this.claims = claims;
        this.remembered = remembered;
        this.again = JdbcTx.startsBefore(tx) > 1;
        this.atOnce = JdbcTx.takesSeveralAtOnce(tx);
        this.sql = new ClaimSql(connection);
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
                } else {
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

    /** A change with the rooms that were chosen for it. */
    private record Winner(
            InventoryChange change,
            List<Room> rooms,
            @Nullable Instant heldUntil,
            List<BookingEvent> events) {}

    private void merge(List<InventoryChange> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        List<Winner> winners = again ? new ArrayList<>() : winnersAsRemembered(changes);
        List<InventoryChange> others =
                changes.stream().filter(change -> !answers.containsKey(change)).toList();
        PictureSql.Seen seen = others.isEmpty() ? PictureSql.Seen.nothing() : lookFor(others, winners);
        if (!winners.isEmpty() && !write(winners, seen)) {
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
        List<Booking> bookings =
                events.stream().map(row -> row.event().booking()).toList();
        if (atOnce) {
            return sql.insertAtOnce(bookings, nights, events);
        }
        sql.insertBookings(bookings);
        return sql.insertNights(nights) && sql.insertEvents(events, true);
    }
}
