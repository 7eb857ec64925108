package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.QuoteContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaQuoteContractTest extends QuoteContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
