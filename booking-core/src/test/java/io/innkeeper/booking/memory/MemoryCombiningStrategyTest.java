package io.innkeeper.booking.memory;

import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;

class MemoryCombiningStrategyTest extends StrategyContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture(InventoryLock::combining);
    }
}
