package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.IndexContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryIndexContractTest extends IndexContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
