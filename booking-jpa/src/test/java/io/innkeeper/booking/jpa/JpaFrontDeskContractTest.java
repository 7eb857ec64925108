package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.FrontDeskContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaFrontDeskContractTest extends FrontDeskContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
