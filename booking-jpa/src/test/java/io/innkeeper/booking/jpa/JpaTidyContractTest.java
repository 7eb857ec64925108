package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.TidyContract;

class JpaTidyContractTest extends TidyContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
