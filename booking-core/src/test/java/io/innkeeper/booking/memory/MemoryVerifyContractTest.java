package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.VerifyContract;

class MemoryVerifyContractTest extends VerifyContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
