package io.innkeeper.booking.benchmarks.contender.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A booking. */
@Entity
@Table(name = "booking")
@NullUnmarked
public class BookingRow {

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "hotel_id")
    private UUID hotelId;

    @Column(name = "room_id")
    private UUID roomId;

    @Column(name = "arrival")
    private LocalDate arrival;

    @Column(name = "departure")
    private LocalDate departure;

    @Column(name = "guests")
    private int guests;

    @Column(name = "total", precision = 19, scale = 4)
    private BigDecimal total;

    @Column(name = "currency")
    private String currency;

    @Column(name = "status")
    private String status;

    @Column(name = "version")
    private int version;

    /** For the provider. */
    protected BookingRow() {}

    /** A confirmed booking. */
    public BookingRow(
            UUID id,
            UUID userId,
            UUID hotelId,
            UUID roomId,
            LocalDate arrival,
            LocalDate departure,
            int guests,
            BigDecimal total,
            String currency) {
        this.id = id;
        this.userId = userId;
        this.hotelId = hotelId;
        this.roomId = roomId;
        this.arrival = arrival;
        this.departure = departure;
        this.guests = guests;
        this.total = total;
        this.currency = currency;
        this.status = "CONFIRMED";
        this.version = 1;
    }

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** Whose it is. */
    public UUID userId() {
        return userId;
    }

    /** Where. */
    public UUID hotelId() {
        return hotelId;
    }

    /** Where. */
    public UUID roomId() {
        return roomId;
    }
}
