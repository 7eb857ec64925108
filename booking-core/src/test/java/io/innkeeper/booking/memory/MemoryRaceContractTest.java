package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.RaceContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryRaceContractTest extends RaceContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
