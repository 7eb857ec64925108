package io.innkeeper.booking.jpa;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import io.innkeeper.booking.jpa.server.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Listens to what the driver sends to a database: each statement as it goes over the wire, with its values. Connections have it by
 * {@link #url}, on which the driver writes bytes in hex.
 */
public final class SentStatements implements QueryInterceptor {

    private static final Map<String, Queue<String>> SENT = new ConcurrentHashMap<>();

    private Queue<String> sent = new ConcurrentLinkedQueue<>();

    /** The URL of connections that are listened to; how the server reads backslashes decides how the driver writes bytes. */
    static String url(TestServer.Database database) {
        return database.urlWith(
                "queryInterceptors",
                SentStatements.class.getName()
                        + "&sessionVariables=innodb_lock_wait_timeout=1,sql_mode=%27STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES%27");
    }

    /** What was sent on such connections since this was asked last, in order. */
    static List<String> take(TestServer.Database database) {
        Queue<String> of = SENT.get(database.name());
        if (of == null) {
            return List.of();
        }
        List<String> found = List.copyOf(of);
        of.clear();
        return found.stream()
                .flatMap(text -> Arrays.stream(text.split(";\n")))
                .map(String::strip)
                .toList();
    }

    /** Forgets a database. */
    static void forget(TestServer.Database database) {
        SENT.remove(database.name());
    }

    @Override
    public QueryInterceptor init(MysqlConnection connection, Properties properties, Log log) {
        sent = SENT.computeIfAbsent(properties.getProperty("dbname"), name -> new ConcurrentLinkedQueue<>());
        return this;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the driver's signature
    public <T extends Resultset> T preProcess(Supplier<String> sql, Query query) {
        sent.add(sql.get());
        return null;
    }

    @Override
    public boolean executeTopLevelOnly() {
        return false;
    }

    @Override
    public <T extends Resultset> T postProcess(Supplier<String> sql, Query query, T result, ServerSession session) {
        return null;
    }

    @Override
    public void destroy() {}
}
