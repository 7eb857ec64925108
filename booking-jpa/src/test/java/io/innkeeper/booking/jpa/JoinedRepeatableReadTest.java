package io.innkeeper.booking.jpa;

import java.sql.Connection;

/** On REPEATABLE READ, the default of MySQL. */
class JoinedRepeatableReadTest extends JoinedContract {

    @Override
    int isolation() {
        return Connection.TRANSACTION_REPEATABLE_READ;
    }
}
