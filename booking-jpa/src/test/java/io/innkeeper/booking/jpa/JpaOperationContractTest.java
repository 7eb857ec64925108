package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.OperationContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaOperationContractTest extends OperationContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
