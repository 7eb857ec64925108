package io.innkeeper.booking.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of a host's own. */
@Entity
@Table(name = "host_note")
public class HostNote {

    @Id
    @Column(name = "id")
    private int id;

    @Column(name = "text")
    private String text;

    protected HostNote() {}

    HostNote(int id, String text) {
        this.id = id;
        this.text = text;
    }
}
