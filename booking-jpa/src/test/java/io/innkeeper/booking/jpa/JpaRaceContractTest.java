package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.RaceContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaRaceContractTest extends RaceContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
