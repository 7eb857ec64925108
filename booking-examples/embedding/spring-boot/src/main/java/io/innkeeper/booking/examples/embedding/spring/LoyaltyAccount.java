package io.innkeeper.booking.examples.embedding.spring;

import io.innkeeper.booking.examples.embedding.TooFewPointsException;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entity of the host's. */
@Entity
@Table(name = "loyalty")
class LoyaltyAccount {

    @Id
    private UUID guest;

    private int points;

    @Version
    private @Nullable Integer version;

    /** For the provider. */
    protected LoyaltyAccount() {}

    LoyaltyAccount(UUID guest, int points) {
        this.guest = guest;
        this.points = points;
    }

    int points() {
        return points;
    }

    void add(int more) {
        if (points + more < 0) {
            throw new TooFewPointsException("the guest does not have " + -more + " points");
        }
        points += more;
    }
}
