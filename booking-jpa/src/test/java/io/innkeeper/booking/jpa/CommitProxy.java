package io.innkeeper.booking.jpa;

import io.innkeeper.booking.jpa.server.TestServer;
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

/** Between a client and a server: counts what is asked and lets everything through, but may cut the wire at COMMIT. */
final class CommitProxy implements AutoCloseable {

    /** When to cut it. */
    enum Cut {
        NEVER,
        BEFORE_THE_SERVER_IS_TOLD,
        ONCE_THE_SERVER_HAS_ANSWERED
    }

    private static final int LARGEST_READ = 1 << 16;

    /** Where in what a client says its command is, and which one has a text of SQL. */
    private static final int COMMAND = 4;

    private static final byte QUERY = 3;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final String written;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger textsOfLastChange = new AtomicInteger();

    CommitProxy(TestServer.Database database) throws IOException {
        this(database, "insert into booking_event");
    }

    /** @param written what is in a text of SQL, in lower case, that writes what the COMMIT is to keep */
    CommitProxy(TestServer.Database database, String written) throws IOException {
        this.written = written;
        this.serverPort = URI.create(database.url().substring("jdbc:".length())).getPort();
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Has the next COMMIT that has an event, or whatever else is looked for, to keep cut so. */
    void cutNext(Cut cut) {
        next.set(cut);
    }

    /** To a server, in plain text so that this can read it. */
    String url(TestServer.Database database) {
        String port = ":" + serverPort + "/";
        String url = database.url().replace(port, ":" + port() + "/");
        return url + (url.contains("?") ? "&" : "?") + "sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /** How many texts of SQL the last COMMIT of a change was the last of, after the one before on its connection. */
    int textsOfLastChange() {
        return textsOfLastChange.get();
    }

    int cuts() {
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
                Wire wire = new Wire(door.accept(), new Socket(InetAddress.getLoopbackAddress(), serverPort));
                start(wire::forward);
                start(wire::backward);
            }
        } catch (IOException e) {
            // closed
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
        private volatile boolean cutAfterAnswer;
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
                        Cut cut = next.getAndSet(Cut.NEVER);
                        if (cut == Cut.BEFORE_THE_SERVER_IS_TOLD) {
                            cuts.incrementAndGet();
                            return;
                        }
                        cutAfterAnswer = cut == Cut.ONCE_THE_SERVER_HAS_ANSWERED;
                    }
                    out.write(buffer, 0, length);
                }
            } catch (IOException e) {
                // one of the two has gone
            }
        }

        void backward() {
            byte[] buffer = new byte[LARGEST_READ];
            try (client;
                    server) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    answered = true;
                    if (cutAfterAnswer) {
                        cuts.incrementAndGet();
                        return;
                    }
                    out.write(buffer, 0, length);
                }
            } catch (IOException e) {
                // one of the two has gone
            }
        }
    }
}
