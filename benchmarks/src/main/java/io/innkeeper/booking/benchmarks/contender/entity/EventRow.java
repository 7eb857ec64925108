package io.innkeeper.booking.benchmarks.contender.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** An event: what happened to a booking, at whose request. */
@Entity
@Table(name = "booking_event")
@NullUnmarked
public class EventRow {

    @Id
    private UUID id;

    @Column(name = "hotel_id")
    private UUID hotelId;

    @Column(name = "aggregate_type")
    private String aggregateType;

    @Column(name = "aggregate_id")
    private UUID aggregateId;

    @Column(name = "sequence")
    private int sequence;

    @Column(name = "type")
    private String type;

    @Column(name = "payload")
    private String payload;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "request_key")
    private String requestKey;

    @Column(name = "fingerprint")
    private byte[] fingerprint;

    /** For the provider. */
    protected EventRow() {}

    /** That a booking was made. */
    public EventRow(UUID id, BookingRow booking, String payload, String requestKey, byte[] fingerprint) {
        this.id = id;
        this.hotelId = booking.hotelId();
        this.aggregateType = "booking";
        this.aggregateId = booking.id();
        this.sequence = 1;
        this.type = "BOOKED";
        this.payload = payload;
        this.accountId = booking.userId();
        this.requestKey = requestKey;
        this.fingerprint = fingerprint.clone();
    }
}
