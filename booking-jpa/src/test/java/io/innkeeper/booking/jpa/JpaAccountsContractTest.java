package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.AccountsContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaAccountsContractTest extends AccountsContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
