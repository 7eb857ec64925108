package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.InventoryContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaInventoryContractTest extends InventoryContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
