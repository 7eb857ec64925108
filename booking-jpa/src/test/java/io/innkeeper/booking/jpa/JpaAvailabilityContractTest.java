package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.AvailabilityContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaAvailabilityContractTest extends AvailabilityContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
