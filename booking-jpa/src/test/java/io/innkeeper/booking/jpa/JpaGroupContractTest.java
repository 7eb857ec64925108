package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.GroupContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaGroupContractTest extends GroupContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
