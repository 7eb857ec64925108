package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.HotelsContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryHotelsContractTest extends HotelsContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
