package io.innkeeper.booking.examples.web.loyalty;

import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

/** The ledger. */
interface LoyaltyEntries extends CrudRepository<LoyaltyEntry, LoyaltyEntry.Key> {

    /** What a guest has. */
    @Query("select coalesce(sum(e.points), 0) from LoyaltyEntry e where e.guestId = :guest")
    int pointsOf(UUID guest);

    /** How a booking stands; read at once, since others may change it meanwhile. */
    @Query("select new io.innkeeper.booking.examples.web.loyalty.LoyaltyEntry$Standing("
            + "coalesce(sum(e.points), 0L), coalesce(max(e.bookingVersion), 0))"
            + " from LoyaltyEntry e where e.bookingId = :booking")
    LoyaltyEntry.Standing standingOf(UUID booking);
}
