package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import java.sql.Connection;
import java.util.List;

final class MergedClaims {
    private final Claims claims;

    MergedClaims(Connection connection, Claims claims) {
        this.claims = claims;
    }

    List<Settlement> decide(List<InventoryChange> batch) {
        return claims.decide(batch);
    }
}
