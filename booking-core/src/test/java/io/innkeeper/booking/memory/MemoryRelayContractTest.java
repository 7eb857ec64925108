package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.RelayContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryRelayContractTest extends RelayContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
