package io.innkeeper.booking.examples.web.loyalty;

import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

/** The ledger. */
interface LoyaltyEntries extends CrudRepository<LoyaltyEntry, LoyaltyEntry.Key> {

    /** What a guest has. */
    @Query("select coalesce(sum(e.points), 0) from LoyaltyEntry e where e.guestId = :guest")
    int pointsOf(UUID guest);

    /** What a booking has brought until now. */
    @Query("select coalesce(sum(e.points), 0) from LoyaltyEntry e where e.bookingId = :booking")
    int pointsFor(UUID booking);
}
