package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.AccountsContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryAccountsContractTest extends AccountsContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
