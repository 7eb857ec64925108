package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.HoldContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaHoldContractTest extends HoldContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
