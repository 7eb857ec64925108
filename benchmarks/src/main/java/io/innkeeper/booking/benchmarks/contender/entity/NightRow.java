package io.innkeeper.booking.benchmarks.contender.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A night that a room is sold for. */
@Entity
@Table(name = "room_night")
@NullUnmarked
public class NightRow {

    @EmbeddedId
    @SuppressWarnings("UnusedVariable") // the provider reads it
    private Key key;

    @Column(name = "hotel_id")
    private UUID hotelId;

    @Column(name = "booking_id")
    private UUID bookingId;

    /**
     * Its key.
     *
     * @param roomId which room
     * @param night which night
     */
    @Embeddable
    public record Key(
            @Column(name = "room_id") UUID roomId,
            @Column(name = "night") LocalDate night) implements Serializable {}

    /** For the provider. */
    protected NightRow() {}

    /** A night of a booking. */
    public NightRow(BookingRow booking, LocalDate night) {
        this.key = new Key(booking.roomId(), night);
        this.hotelId = booking.hotelId();
        this.bookingId = booking.id();
    }
}
