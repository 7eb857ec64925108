package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.InputContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaInputContractTest extends InputContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
