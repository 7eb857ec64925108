package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.HotelsContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaHotelsContractTest extends HotelsContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
