package io.innkeeper.booking.jpa.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Between clients and a server: counts what is asked and lets everything through, but may cut the wire at COMMIT. It stays where
 * it is when the server comes up again somewhere else. Safe for use by many threads.
 */
public final class CommitProxy implements AutoCloseable {

    /** What becomes of a COMMIT. */
    public enum Cut {
        /** It goes through. */
        NEVER,
        /** The wire is cut, and the server does not hear of it. */
        BEFORE_THE_SERVER_IS_TOLD,
        /** The wire is cut when the server has answered. */
        ONCE_THE_SERVER_HAS_ANSWERED,
        /** Nothing is cut, the server does not hear of it, and no answer ever comes. */
        SWALLOWED_ON_THE_WAY,
        /** Nothing is cut, the server does it, and its answer never comes. */
        SWALLOWED_ON_THE_WAY_BACK
    }

    private static final int LARGEST_READ = 1 << 16;

    /** Where in what a client says its command is, and which one has a text of SQL. */
    private static final int COMMAND = 4;

    private static final byte QUERY = 3;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String written;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger textsOfLastChange = new AtomicInteger();
    private volatile int serverPort;

    /** To the server of a database; looks for COMMITs of changes to the inventory. */
    public CommitProxy(TestServer.Database database) throws IOException {
        this(port(database.url()), "insert into booking_event");
    }

    /** @param written what is in a text of SQL, in lower case, that writes what the COMMIT is to keep */
    public CommitProxy(TestServer.Database database, String written) throws IOException {
        this(port(database.url()), written);
    }

    /** To a server on this machine; looks for COMMITs of changes to the inventory. */
    public CommitProxy(int serverPort) throws IOException {
        this(serverPort, "insert into booking_event");
    }

    private CommitProxy(int serverPort, String written) throws IOException {
        this.serverPort = serverPort;
        this.written = written;
        start(this::accept);
    }

    private static int port(String url) {
        return URI.create(url.substring("jdbc:".length())).getPort();
    }

    /** Where clients find it. */
    public int port() {
        return door.getLocalPort();
    }

    /** Leads new connections to another port. */
    public void leadTo(int otherServerPort) {
        serverPort = otherServerPort;
    }

    /** Has this be done with the next COMMIT that has an event, or whatever else is looked for, to keep. */
    public void cutNext(Cut cut) {
        next.set(cut);
    }

    /** A URL of the server by way of this, in plain text so that this can read it. */
    public String url(String url) {
        String through = url.replace(":" + port(url) + "/", ":" + port() + "/");
        return through + (url.contains("?") ? "&" : "?") + "sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /** How many texts of SQL the last COMMIT of a change was the last of, after the one before on its connection. */
    public int textsOfLastChange() {
        return textsOfLastChange.get();
    }

    /** With how many COMMITs something was done. */
    public int cuts() {
        return cuts.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                start(() -> lead(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void lead(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            Wire wire = new Wire(client, server);
            start(wire::backward);
            wire.forward();
        } catch (IOException e) {
            // there is no server at present
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    /** One connection. */
    private final class Wire {

        private final Socket client;
        private final Socket server;
        private boolean wrote;
        private int texts;
        private boolean mute;
        private volatile Cut afterAnswer = Cut.NEVER;
        private volatile boolean answered = true;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void forward() {
            byte[] buffer = new byte[LARGEST_READ];
            try (client;
                    server) {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (answered) {
                        answered = false;
                        texts += buffer[COMMAND] == QUERY ? 1 : 0;
                    }
                    String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                    wrote |= text.contains(written);
                    if (wrote && text.endsWith("commit")) {
                        wrote = false;
                        textsOfLastChange.set(texts);
                        texts = 0;
                        switch (next.getAndSet(Cut.NEVER)) {
                            case BEFORE_THE_SERVER_IS_TOLD -> {
                                cuts.incrementAndGet();
                                return;
                            }
                            case SWALLOWED_ON_THE_WAY -> {
                                cuts.incrementAndGet();
                                mute = true;
                            }
                            case ONCE_THE_SERVER_HAS_ANSWERED -> afterAnswer = Cut.ONCE_THE_SERVER_HAS_ANSWERED;
                            case SWALLOWED_ON_THE_WAY_BACK -> afterAnswer = Cut.SWALLOWED_ON_THE_WAY_BACK;
                            case NEVER -> {}
                        }
                    }
                    if (!mute) {
                        out.write(buffer, 0, length);
                    }
                }
            } catch (IOException e) {
                // one of the two has gone
            }
        }

        void backward() {
            byte[] buffer = new byte[LARGEST_READ];
            boolean unheard = false;
            try (client;
                    server) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    answered = true;
                    if (afterAnswer != Cut.NEVER && !unheard) {
                        cuts.incrementAndGet();
                        if (afterAnswer == Cut.ONCE_THE_SERVER_HAS_ANSWERED) {
                            return;
                        }
                        unheard = true;
                    }
                    if (!unheard) {
                        out.write(buffer, 0, length);
                    }
                }
            } catch (IOException e) {
                // one of the two has gone
            }
        }
    }
}
