package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.ChangeContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaChangeContractTest extends ChangeContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
