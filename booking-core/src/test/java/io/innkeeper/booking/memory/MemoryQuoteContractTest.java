package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.QuoteContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryQuoteContractTest extends QuoteContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
