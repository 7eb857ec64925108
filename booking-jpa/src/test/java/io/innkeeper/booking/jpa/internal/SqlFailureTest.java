package io.innkeeper.booking.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SqlFailureTest {

    @ParameterizedTest(name = "{0}/{1} {2}: {3} before COMMIT, {4} at COMMIT")
    @CsvSource({
        "1062, 23000, Duplicate entry,                                DUPLICATE,        DUPLICATE",
        "1586, 23000, Duplicate entry,                                DUPLICATE,        DUPLICATE",
        "1216, 23000, a foreign key constraint fails,                 MISSING_PARENT,   MISSING_PARENT",
        "1452, 23000, a foreign key constraint fails,                 MISSING_PARENT,   MISSING_PARENT",
        "1217, 23000, a foreign key constraint fails,                 STILL_REFERENCED, STILL_REFERENCED",
        "1451, 23000, a foreign key constraint fails,                 STILL_REFERENCED, STILL_REFERENCED",
        "1213, 40001, Deadlock found,                                 TRY_AGAIN,        TRY_AGAIN",
        "1205, 40001, Lock wait timeout exceeded,                     TRY_AGAIN,        TRY_AGAIN",
        "3572, HY000, NOWAIT is set,                                  TRY_AGAIN,        TRY_AGAIN",
        "1020, HY000, Record has changed since last read,             TRY_AGAIN,        TRY_AGAIN",
        "3101, HY000, Plugin instructed the server to rollback,       TRY_AGAIN,        TRY_AGAIN",
        "1180, HY000, Got error 149 - 'Lock deadlock; Retry transaction' during COMMIT, TRY_AGAIN, TRY_AGAIN",
        "1180, HY000, Got error 1 - 'Operation not permitted' during COMMIT, UNKNOWN,   UNKNOWN",
        "1290, HY000, running with the --read-only option,            WRONG_NODE,       WRONG_NODE",
        "1792, 25006, Cannot execute statement in a READ ONLY transaction, WRONG_NODE,  WRONG_NODE",
        "1836, HY000, Running in read-only mode,                      WRONG_NODE,       WRONG_NODE",
        "1047, 08S01, WSREP has not yet prepared node,                WRONG_NODE,       UNKNOWN",
        "1053, 08S01, Server shutdown in progress,                    WRONG_NODE,       UNKNOWN",
        "1927, 70100, Connection was killed,                          WRONG_NODE,       UNKNOWN",
        "3169, HY000, The session was killed,                         WRONG_NODE,       UNKNOWN",
        "0,    08001, Could not create connection,                    WRONG_NODE,       UNKNOWN",
        "0,    08S01, Communications link failure,                    WRONG_NODE,       UNKNOWN",
        "0,    08S02, The active SQL connection has changed,          WRONG_NODE,       UNKNOWN",
        "0,    08003, No operations allowed after connection closed,  WRONG_NODE,       UNKNOWN",
        "0,    08007, during commit(),                                WRONG_NODE,       UNKNOWN",
        "0,    HY000, Statement cancelled due to timeout,             OUR_FAULT,        UNKNOWN",
        "1317, 70100, Query execution was interrupted,                OUR_FAULT,        UNKNOWN",
        "3100, HY000, Error on observer while running replication hook, OUR_FAULT,      UNKNOWN",
        "1021, HY000, Disk full,                                      OUT_OF_ROOM,      OUT_OF_ROOM",
        "1114, HY000, The table is full,                              OUT_OF_ROOM,      OUT_OF_ROOM",
        "1040, 08004, Too many connections,                           OUT_OF_ROOM,      OUT_OF_ROOM",
        "1203, 42000, Too many connections of this user,              OUT_OF_ROOM,      OUT_OF_ROOM",
        "1264, 22003, Out of range value for column,                  OUR_FAULT,        UNKNOWN",
        "1406, 22001, Data too long for column,                       OUR_FAULT,        UNKNOWN",
        "1292, 22007, Incorrect datetime value,                       OUR_FAULT,        UNKNOWN",
    })
    void eachCodeMeansOneThing(int code, String state, String message, SqlFailure beforeCommit, SqlFailure atCommit) {
        assertThat(SqlFailure.of(code, state, message, Phase.BEFORE_COMMIT)).isEqualTo(beforeCommit);
        assertThat(SqlFailure.of(code, state, message, Phase.AT_COMMIT)).isEqualTo(atCommit);
    }

    /** In a transaction the same codes say that a statement was stopped, and whoever did that does not want it again. */
    @ParameterizedTest
    @CsvSource({
        "3058, HY000, Deadlock found when trying to get user-level lock",
        "1317, 70100, Query execution was interrupted",
        "3024, HY000, maximum statement execution time exceeded",
    })
    void theWaitForANamedLockMayBeEndedByTheServer(int code, String state, String message) {
        assertThat(SqlFailure.of(code, state, message, Phase.BEFORE_BEGIN)).isEqualTo(SqlFailure.TRY_AGAIN);
        assertThat(SqlFailure.of(code, state, message, Phase.BEFORE_COMMIT)).isEqualTo(SqlFailure.OUR_FAULT);
        assertThat(SqlFailure.of(code, state, message, Phase.AT_COMMIT)).isEqualTo(SqlFailure.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void withoutStateAndMessageTheCodeDecides(Phase phase) {
        assertThat(SqlFailure.of(1213, null, null, phase)).isEqualTo(SqlFailure.TRY_AGAIN);
        assertThat(SqlFailure.of(1180, null, null, phase)).isEqualTo(SqlFailure.UNKNOWN);
    }

    @Test
    void anAnswerToCommitThatDidNotComeLeavesItUnknown() {
        SQLException silence = new SQLException("Communications link failure", "08S01", new SocketTimeoutException());
        assertThat(SqlFailure.of(silence, Phase.AT_COMMIT)).isEqualTo(SqlFailure.UNKNOWN);
        assertThat(SqlFailure.of(new SQLException("end of stream"), Phase.AT_COMMIT))
                .isEqualTo(SqlFailure.UNKNOWN);
        assertThat(SqlFailure.of(new IllegalStateException("a bug of the driver"), Phase.AT_COMMIT))
                .isEqualTo(SqlFailure.UNKNOWN);
    }

    @Test
    void theDriversExceptionIsFoundAmongTheCauses() {
        SQLException lost = new SQLException("Deadlock found", "40001", 1213);
        StorageException failure = new StorageException("could not", new IllegalStateException(lost));
        assertThat(SqlFailure.of(failure, Phase.BEFORE_COMMIT)).isEqualTo(SqlFailure.TRY_AGAIN);
    }

    @Test
    void whatIsNoFailureOfTheDatabaseIsOurFault() {
        assertThat(SqlFailure.of(new IllegalStateException("a bug"), Phase.BEFORE_COMMIT))
                .isEqualTo(SqlFailure.OUR_FAULT);
    }
}
