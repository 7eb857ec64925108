package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.IndexContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaIndexContractTest extends IndexContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
