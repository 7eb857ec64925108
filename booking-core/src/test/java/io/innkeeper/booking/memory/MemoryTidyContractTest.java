package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.TidyContract;

class MemoryTidyContractTest extends TidyContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
