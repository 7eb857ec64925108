package io.innkeeper.booking.benchmarks.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Makes the way to a server longer: a TCP proxy on 127.0.0.1 that hands on what the server says at once, and what its clients
 * say a round-trip time later. To whoever waits for an answer it is the same in which direction the time passes; to the
 * server as well, which sees it between the answer to one statement and the next.
 *
 * <p>Each connection has threads of its own, so none waits for another; and what is on its way does not keep back what
 * comes after it, so throughput is not limited: each piece arrives the same time after it was sent, in order. The last part of
 * each wait is spun, since the operating system wakes a sleeping thread a little late. How late pieces really
 * were is measured all the time: {@link #lateness()}. What the proxy costs beside the delay, two more hops on loopback, is
 * not taken off it: where there is to be no delay, there should be no proxy.
 *
 * <p>Safe for use by many threads.
 */
public final class DelayingProxy implements Closeable {

    private static final int PIECE = 64 * 1024;

    /** Pieces of one connection that are on their way: beyond that, a client that sends without end is held back by TCP. */
    private static final int PIECES_UNDER_WAY = 1024;

    /** How long before its time a waiting thread is to wake up: Linux may be 0.05 ms late on purpose, to save power. */
    private static final long SPUN_NANOS = 80_000;

    private static final long LONGEST_RECORDED_NANOS = 10_000_000_000L;

    private final InetSocketAddress server;
    private final long delayNanos;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Histogram lateNanos = new ConcurrentHistogram(LONGEST_RECORDED_NANOS, 3);
    private final LongAdder tooEarly = new LongAdder();
    private volatile boolean closed;

    private DelayingProxy(InetSocketAddress server, Duration delay, ServerSocket listening) {
        this.server = server;
        this.delayNanos = delay.toNanos();
        this.listening = listening;
    }

    /**
     * Starts a proxy on a free port.
     *
     * @param host where the server is
     * @param port where the server is
     * @param roundTrip what is added to each round trip; not negative
     * @throws UncheckedIOException if it cannot listen
     */
    public static DelayingProxy start(String host, int port, Duration roundTrip) {
        if (roundTrip.isNegative()) {
            throw new IllegalArgumentException("roundTrip must not be negative: " + roundTrip);
        }
        try {
            ServerSocket listening = new ServerSocket(0, 512, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            DelayingProxy proxy = new DelayingProxy(new InetSocketAddress(host, port), roundTrip, listening);
            daemon("proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return listening.getLocalPort();
    }

    /** What it adds to each round trip. */
    public Duration roundTrip() {
        return Duration.ofNanos(delayNanos);
    }

    /** How many nanoseconds after its time each piece was handed on, so far; a copy. */
    public Histogram lateness() {
        return lateNanos.copy();
    }

    /** How many pieces were handed on before their time, so far: none. */
    public long early() {
        return tooEarly.sum();
    }

    private void accept() {
        while (!closed) {
            try {
                connect(listening.accept());
            } catch (IOException e) {
                // Closed; or this client found no server, and sees its connection end.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket behind = new Socket();
        sockets.add(client);
        sockets.add(behind);
        try {
            behind.connect(server);
            // Small pieces, each waited for: they must not be kept to be sent with the next.
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(PIECES_UNDER_WAY);
            daemon("proxy-read", () -> readFrom(client, underWay));
            daemon("proxy-delay", () -> handOn(underWay, client, behind));
            daemon("proxy-answer", () -> copy(behind, client));
        } catch (IOException e) {
            end(client, behind);
            throw e;
        }
        if (closed) {
            end(client, behind);
        }
    }

    /** Bytes that are to be handed on at some time of {@link System#nanoTime()}; none at the end of a stream. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one thread to one other
    private record Piece(byte[] bytes, long due) {}

    private void readFrom(Socket client, BlockingQueue<Piece> underWay) {
        byte[] buffer = new byte[PIECE];
        int read = 0;
        while (read >= 0) {
            try {
                InputStream in = client.getInputStream();
                read = in.read(buffer);
            } catch (IOException e) {
                read = -1;
            }
            byte[] bytes = new byte[Math.max(read, 0)];
            System.arraycopy(buffer, 0, bytes, 0, bytes.length);
            try {
                underWay.put(new Piece(bytes, System.nanoTime() + delayNanos));
            } catch (InterruptedException e) {
                return; // nobody does that
            }
        }
    }

    private void handOn(BlockingQueue<Piece> underWay, Socket client, Socket behind) {
        try {
            OutputStream out = behind.getOutputStream();
            for (Piece piece = underWay.take(); piece.bytes().length > 0; piece = underWay.take()) {
                waitUntil(piece.due());
                record(System.nanoTime() - piece.due());
                out.write(piece.bytes());
            }
            behind.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            end(client, behind);
            underWay.clear(); // so that who reads is not kept from seeing the end
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > SPUN_NANOS) {
                LockSupport.parkNanos(left - SPUN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void record(long late) {
        if (late < 0) {
            tooEarly.increment();
        } else {
            lateNanos.recordValue(Math.min(late, LONGEST_RECORDED_NANOS));
        }
    }

    private void copy(Socket behind, Socket client) {
        try {
            behind.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // One side is gone, and now the other goes.
        }
        end(client, behind);
    }

    private void end(Socket... both) {
        for (Socket socket : both) {
            sockets.remove(socket);
            try {
                socket.close();
            } catch (IOException e) {
                // It is as good as closed.
            }
        }
    }

    /** Stops listening, and ends all connections. Twice is harmless. */
    @Override
    public void close() {
        closed = true;
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end(sockets.toArray(Socket[]::new));
        }
    }
}
