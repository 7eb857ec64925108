package io.innkeeper.booking.benchmarks.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a COMMIT means on a server: figures of two servers can be compared only if it means the same. Immutable.
 *
 * @param flushLogAtCommit {@code innodb_flush_log_at_trx_commit}: 1 if the log of InnoDB is on disk by then
 * @param syncBinlog {@code sync_binlog}: 1 if the binary log is
 * @param binaryLog {@code log_bin}: whether there is one
 */
public record Durability(int flushLogAtCommit, int syncBinlog, boolean binaryLog) {

    /** Asks the server. */
    static Durability of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select @@global.innodb_flush_log_at_trx_commit, @@global.sync_binlog, @@global.log_bin")) {
            row.next();
            return new Durability(row.getInt(1), row.getInt(2), row.getBoolean(3));
        }
    }

    /** Whether whatever was acknowledged survives a power cut, in both logs. */
    public boolean isFull() {
        return flushLogAtCommit == 1 && syncBinlog == 1 && binaryLog;
    }

    /** All three settings, and a mark if they are not the durable ones. */
    @Override
    public String toString() {
        return "innodb_flush_log_at_trx_commit=" + flushLogAtCommit + ", sync_binlog=" + syncBinlog + ", log_bin="
                + (binaryLog ? "ON" : "OFF") + (isFull() ? "" : " (NOT DURABLE: not to be compared with others)");
    }
}
