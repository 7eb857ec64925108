package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.InputContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryInputContractTest extends InputContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
