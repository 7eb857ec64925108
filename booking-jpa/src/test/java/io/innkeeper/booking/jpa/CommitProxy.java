package io.innkeeper.booking.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Between a client and a server: lets everything through, but may cut the wire when the server is told to commit. */
final class CommitProxy implements AutoCloseable {

    /** When to cut it. */
    enum Cut {
        NEVER,
        BEFORE_THE_SERVER_IS_TOLD,
        ONCE_THE_SERVER_HAS_ANSWERED
    }

    private static final int LARGEST_READ = 1 << 16;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);
    private final AtomicInteger cuts = new AtomicInteger();

    CommitProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Has the next COMMIT that has an event to keep cut so. */
    void cutNext(Cut cut) {
        next.set(cut);
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
        private volatile boolean cutAfterAnswer;

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
                    String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                    wrote |= text.contains("insert into booking_event");
                    if (wrote && text.endsWith("commit")) {
                        wrote = false;
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
