package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.AvailabilityContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryAvailabilityContractTest extends AvailabilityContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
