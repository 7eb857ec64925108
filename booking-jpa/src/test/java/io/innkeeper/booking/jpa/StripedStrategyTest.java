package io.innkeeper.booking.jpa;

import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;

class StripedStrategyTest extends StrategyContract {

    @Override
    protected StorageFixture fixture() {
        return JpaStorageFixture.oneByOne(
                mysql -> InventoryLock.retrying(InventoryLock.striped(mysql.direct(mysql.uniqueClaim()))));
    }
}
