package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.AllocationContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaAllocationContractTest extends AllocationContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
