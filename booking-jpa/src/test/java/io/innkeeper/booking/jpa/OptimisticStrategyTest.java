package io.innkeeper.booking.jpa;

import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;

class OptimisticStrategyTest extends StrategyContract {

    @Override
    protected StorageFixture fixture() {
        return JpaStorageFixture.oneByOne(mysql -> InventoryLock.retrying(mysql.direct(mysql.optimistic())));
    }
}
