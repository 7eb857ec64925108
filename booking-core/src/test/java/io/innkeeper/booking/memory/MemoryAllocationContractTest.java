package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.AllocationContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryAllocationContractTest extends AllocationContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
