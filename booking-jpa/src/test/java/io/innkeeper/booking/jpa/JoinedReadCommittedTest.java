package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.AccountsContract;
import io.innkeeper.booking.tck.StorageFixture;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** On READ COMMITTED. Accounts compare and set what they have read by several calls, so that each must see what is committed. */
class JoinedReadCommittedTest extends JoinedContract {

    @Override
    int isolation() {
        return Connection.TRANSACTION_READ_COMMITTED;
    }

    @Nested
    class Accounts extends AccountsContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }

        @Override
        protected Optional<String> logged(Runnable work) {
            return super.logged(work).map(JpaAccountsContractTest::withoutWhatHibernateBinds);
        }
    }
}
