package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.ChangeContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryChangeContractTest extends ChangeContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
