package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.RatesContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryRatesContractTest extends RatesContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
