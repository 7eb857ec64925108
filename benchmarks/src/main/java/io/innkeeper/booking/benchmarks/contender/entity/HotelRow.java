package io.innkeeper.booking.benchmarks.contender.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A hotel: here only something to lock. */
@Entity
@Table(name = "hotel")
@NullUnmarked
public class HotelRow {

    @Id
    private UUID id;

    @Column(name = "closed")
    private boolean closed;

    /** For the provider. */
    protected HotelRow() {}

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** Whether nothing is sold there any more. */
    public boolean isClosed() {
        return closed;
    }
}
