package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;

class MemoryOptimisticStrategyTest extends StrategyContract {

    @Override
    protected StorageFixture fixture() {
        return notApplicable(
                "optimistic", "in memory", "it compares versions of rows of a database, and in memory there are none");
    }
}
