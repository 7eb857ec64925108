package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.RelayContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaRelayContractTest extends RelayContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
