package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.GroupContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryGroupContractTest extends GroupContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
