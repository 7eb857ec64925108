package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;

class MemoryRowLockStrategyTest extends StrategyContract {

    @Override
    protected StorageFixture fixture() {
        return notApplicable("row lock", "in memory", "it locks rows of a database, and in memory there are none");
    }
}
