package io.innkeeper.booking.benchmarks.server;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Message;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.a.NativePacketPayload;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the driver sends and waits for: texts, of however many statements, and what is prepared on the server and
 * executed. The connections of {@link BenchmarkServer.Database#url()} have it, whoever opens them, and it counts those of this
 * JVM together. No counter of a server tells how many texts its statements came in. Pings are left out: pools send them only on
 * connections that were idle for half a second. Safe for use by many threads.
 */
public final class RoundTrips implements QueryInterceptor {

    private static final LongAdder SENT = new LongAdder();

    private static final byte QUERY = 0x03;
    private static final byte PREPARE = 0x16;
    private static final byte EXECUTE = 0x17;

    /** The driver makes one for each connection. */
    public RoundTrips() {}

    /** How many there were since this JVM started. */
    static long all() {
        return SENT.sum();
    }

    /** The setting of the driver that has it count. */
    static String setting() {
        return "queryInterceptors=" + RoundTrips.class.getName();
    }

    @Override
    public QueryInterceptor init(MysqlConnection connection, Properties settings, Log log) {
        return this;
    }

    @Override
    public <M extends Message> @Nullable M preProcess(M packet) {
        if (packet instanceof NativePacketPayload payload && payload.getPayloadLength() > 0) {
            byte command = payload.getByteBuffer()[0];
            if (command == QUERY || command == PREPARE || command == EXECUTE) {
                SENT.increment();
            }
        }
        return null;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the driver has it
    public <T extends Resultset> @Nullable T preProcess(Supplier<String> sql, Query query) {
        return null;
    }

    @Override
    public boolean executeTopLevelOnly() {
        return false;
    }

    @Override
    public <T extends Resultset> T postProcess(
            Supplier<String> sql, Query query, T originalResultSet, ServerSession session) {
        return originalResultSet;
    }

    @Override
    public void destroy() {}
}
