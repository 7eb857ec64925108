package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Keep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.BookingId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a transaction goes on to see as it was when it began to read, beside what is committed by now. Who is refused on the strength
 * of what is not so any more would look again in vain there.
 */
final class OldPicture {

    private final ClaimSql seen;
    private final ClaimSql latest;

    /** Of the transaction that a connection is in. */
    OldPicture(Connection connection) {
        this.seen = new ClaimSql(connection, false);
        this.latest = new ClaimSql(connection, true);
    }

    /** Whether a change was refused for what the transaction does not see. */
    boolean hides(InventoryChange change, Settlement answer) throws SQLException {
        if (!(answer instanceof Settlement.Refused refused)) {
            return false;
        }
        if (refused.why() instanceof Refusal.Outdated) {
            return seen.edition(change.hotel()) != latest.edition(change.hotel());
        }
        if (refused.why() instanceof Refusal.KeyUsed) {
            return !seen.keyIsUsed(change.key());
        }
        if (refused.why() instanceof Refusal.Overtaken) {
            Set<BookingId> bookings = bookings(change);
            return !seen.versions(change.hotel(), bookings).equals(latest.versions(change.hotel(), bookings))
                    || !seen.nights(change.hotel(), bookings).equals(latest.nights(change.hotel(), bookings));
        }
        return false;
    }

    private static Set<BookingId> bookings(InventoryChange change) {
        Set<BookingId> named = new HashSet<>();
        change.take().stream().map(Demand::booking).forEach(named::add);
        change.giveBack().stream().map(Release::booking).forEach(named::add);
        change.keep().stream().map(Keep::booking).forEach(named::add);
        if (named.isEmpty()) { // it is about no nights, so needs no room to say what is written
            change.complete().apply(new Assignment(List.of(), null)).stream()
                    .map(event -> event.booking().id())
                    .forEach(named::add);
        }
        return named;
    }
}
