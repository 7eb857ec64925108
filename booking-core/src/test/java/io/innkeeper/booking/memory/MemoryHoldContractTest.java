package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.HoldContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryHoldContractTest extends HoldContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
