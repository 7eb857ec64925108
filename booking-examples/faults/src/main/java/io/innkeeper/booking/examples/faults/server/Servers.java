package io.innkeeper.booking.examples.faults.server;

import java.io.IOException;
import java.util.List;

/** A database server, or a cluster of them, with an account that may do everything. For one thread at a time. */
public interface Servers extends AutoCloseable {

    /** The JDBC URL of each server, of a database that is there from the start; another one after some restarts. */
    List<String> urls();

    /** The name of the account. */
    String user();

    /** Its password. */
    String password();

    /** Which server takes writes, counted from 0; of several, the first. */
    int primary() throws IOException;

    /** Ends a server by {@code kill -9}. */
    void kill(int server) throws IOException;

    /** Starts a server that was killed, with the data that it had, and waits until it takes part again. */
    void restart(int server) throws IOException;

    @Override
    void close();
}
