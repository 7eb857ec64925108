package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.OperationContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryOperationContractTest extends OperationContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
