package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.ModelContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaModelContractTest extends ModelContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
