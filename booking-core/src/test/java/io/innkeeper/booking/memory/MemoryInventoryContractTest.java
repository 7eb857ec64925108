package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.InventoryContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryInventoryContractTest extends InventoryContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
