package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.Finding;
import io.innkeeper.booking.inventory.InventoryReport;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.reservation.Booking;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks after the tables, on connections of a data source. */
final class JpaUpkeep implements InventoryUpkeep {

    /** One statement may have to read a whole table. */
    private static final Duration LONGEST_READ = Duration.ofHours(1);

    private static final String EXPIRED = " status = 'HELD' and held_until <= utc_timestamp(6)";

    private static final String AFTER =
            " and held_until >= cast(? as datetime(6))" + " and (held_until > cast(? as datetime(6)) or id > ?)";

    private static final String IN_ORDER = " order by held_until, id limit ?";

    private final DataSource dataSource;
    private final JpaBookingStore bookings;
    private final OldKeys keys;

    JpaUpkeep(DataSource dataSource, Database database, JpaBookingStore bookings) {
        this.dataSource = dataSource;
        this.bookings = bookings;
        this.keys = new OldKeys(database);
    }

    @Override
    public InventoryReport verify() {
        String what = "verify the inventory";
        OtherConnections others = new OtherConnections();
        while (true) {
            try (OwnTransaction snapshot = OwnTransaction.snapshotOn(Connections.take(dataSource), LONGEST_READ)) {
                return verify(snapshot);
            } catch (SQLException | RuntimeException e) {
                if (!others.isWorthAnother(what, e)) {
                    throw Failures.of(what, e);
                }
            }
        }
    }

    private static InventoryReport verify(OwnTransaction snapshot) throws SQLException {
        try {
            List<Finding> findings = new ArrayList<>();
            for (InventoryCheck check : InventoryCheck.ALL) {
                findings.addAll(check.findings(snapshot.connection()));
            }
            return new InventoryReport(findings);
        } catch (SQLException | RuntimeException e) {
            snapshot.dropIfWrong(e);
            throw e;
        }
    }

    @Override
    public List<Booking> expiredHolds(@Nullable Booking after, int limit) {
        String what = "find holds that have expired";
        if (after == null) {
            return bookings.read(what, EXPIRED + IN_ORDER, limit).toList();
        }
        String until = UtcText.of(Objects.requireNonNull(after.heldUntil()));
        byte[] id = UuidBytes.of(after.id().value());
        return bookings.read(what, EXPIRED + AFTER + IN_ORDER, until, until, id, limit)
                .toList();
    }

    @Override
    public int forgetKeys(Duration age) {
        return keys.forget(age);
    }
}
