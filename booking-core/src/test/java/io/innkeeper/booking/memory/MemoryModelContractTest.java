package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.ModelContract;
import io.innkeeper.booking.tck.StorageFixture;
import java.time.Duration;

class MemoryModelContractTest extends ModelContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }

    @Override
    protected boolean goesOn(int done, Duration elapsed) {
        return done < 1_000_000;
    }
}
