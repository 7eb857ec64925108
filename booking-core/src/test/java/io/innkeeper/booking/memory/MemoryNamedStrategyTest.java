package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;

class MemoryNamedStrategyTest extends StrategyContract {

    @Override
    protected StorageFixture fixture() {
        return notApplicable(
                "named", "in memory", "it takes named locks of a database server, and in memory there is none");
    }
}
