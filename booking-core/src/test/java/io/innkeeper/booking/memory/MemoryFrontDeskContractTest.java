package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.FrontDeskContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryFrontDeskContractTest extends FrontDeskContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
