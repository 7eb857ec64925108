package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.VerifyContract;

class JpaVerifyContractTest extends VerifyContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
