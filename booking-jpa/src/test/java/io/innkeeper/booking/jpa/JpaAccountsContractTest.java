package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.AccountsContract;
import io.innkeeper.booking.tck.StorageFixture;
import java.util.Optional;

class JpaAccountsContractTest extends AccountsContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }

    @Override
    protected Optional<String> logged(Runnable work) {
        return super.logged(work).map(JpaAccountsContractTest::withoutWhatHibernateBinds);
    }

    /** Without what Hibernate shows to whoever switches these two loggers on, which is all that it binds and reads. */
    static String withoutWhatHibernateBinds(String log) {
        return log.replaceAll("(?m)^.* org\\.hibernate\\.orm\\.jdbc\\.(bind|extract) - .*$", "");
    }
}
