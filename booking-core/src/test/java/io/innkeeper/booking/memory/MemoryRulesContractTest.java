package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.RulesContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryRulesContractTest extends RulesContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
