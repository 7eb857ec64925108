package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.InputContract;
import io.innkeeper.booking.tck.StorageFixture;
import java.sql.Connection;

/** What is refused inside a transaction of a host writes nothing that the host could commit. */
class JoinedInputTest extends InputContract {

    @Override
    protected StorageFixture fixture() {
        return JpaStorageFixture.joined(Connection.TRANSACTION_REPEATABLE_READ);
    }
}
