package io.innkeeper.booking.benchmarks.contender.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A room. Its version is raised by whoever books it by way of the version. */
@Entity
@Table(name = "room")
@NullUnmarked
public class RoomRow {

    @Id
    private UUID id;

    @Column(name = "hotel_id")
    private UUID hotelId;

    @Column(name = "type")
    private String type;

    @Column(name = "closed")
    private boolean closed;

    @Version
    @Column(name = "version")
    private int version;

    /** For the provider. */
    protected RoomRow() {}

    /** Its id. */
    public UUID id() {
        return id;
    }
}
