package io.innkeeper.booking.examples.web.loyalty;

import io.innkeeper.booking.reservation.Booking;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** Points that a guest was given or lost by one change to a booking. An entity of the application's own. */
@Entity
@Table(name = "loyalty_entry")
@IdClass(LoyaltyEntry.Key.class)
class LoyaltyEntry {

    @Id
    private UUID bookingId;

    @Id
    private int bookingVersion;

    private UUID guestId;

    private int points;

    private Instant madeAt;

    /** For the provider. */
    @SuppressWarnings("NullAway.Init")
    protected LoyaltyEntry() {}

    LoyaltyEntry(Booking booking, int points, Instant madeAt) {
        this.bookingId = booking.id().value();
        this.bookingVersion = booking.version();
        this.guestId = booking.user().value();
        this.points = points;
        this.madeAt = madeAt;
    }

    /**
     * Of which change it is.
     *
     * @param bookingId the booking
     * @param bookingVersion which change to it
     */
    record Key(UUID bookingId, int bookingVersion) implements Serializable {}

    /**
     * What a booking has brought until now.
     *
     * @param points how many points
     * @param version by which change to it the last of them; 0 if there are none yet
     */
    record Standing(long points, int version) {}
}
