package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.RulesContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaRulesContractTest extends RulesContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
