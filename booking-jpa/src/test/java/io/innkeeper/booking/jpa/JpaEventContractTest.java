package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.EventContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaEventContractTest extends EventContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
