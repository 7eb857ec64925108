package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.KeyContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryKeyContractTest extends KeyContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
