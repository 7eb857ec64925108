package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.RatesContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaRatesContractTest extends RatesContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
