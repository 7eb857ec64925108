package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.KeyContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaKeyContractTest extends KeyContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
