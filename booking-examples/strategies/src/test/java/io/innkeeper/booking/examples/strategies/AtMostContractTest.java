package io.innkeeper.booking.examples.strategies;

import io.innkeeper.booking.tck.InMemory;
import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;

/** What a host does who has written a strategy. */
class AtMostContractTest extends StrategyContract {

    @Override
    protected StorageFixture fixture() {
        return new InMemory(lock -> new AtMost(2, lock));
    }
}
