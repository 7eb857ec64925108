package io.innkeeper.booking.jpa;

import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;

class NamedStrategyTest extends StrategyContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture(
                (mysql, locks) -> InventoryLock.retrying(mysql.named(locks, mysql.direct(mysql.uniqueClaim()))));
    }
}
