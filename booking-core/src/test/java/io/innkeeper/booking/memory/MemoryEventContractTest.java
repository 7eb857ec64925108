package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.EventContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryEventContractTest extends EventContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
