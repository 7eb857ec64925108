package io.innkeeper.booking.benchmarks.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DelayingProxyTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void handsBytesOnUnchangedAndInOrderOverManyConnections() throws Exception {
        int connections = 40;
        long seed = System.nanoTime();
        System.out.println("seed of the bytes: " + seed);
        try (ServerSocket echo = new ServerSocket(0, 50, HERE);
                DelayingProxy proxy =
                        DelayingProxy.start(HERE.getHostAddress(), echo.getLocalPort(), Duration.ofNanos(500_000))) {
            threads.execute(() -> echoForEver(echo));
            CyclicBarrier together = new CyclicBarrier(connections);
            List<Future<byte[]>> heard = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                byte[] said = randomBytes(seed + i);
                heard.add(threads.submit(() -> {
                    try (Socket socket = new Socket(HERE, proxy.port())) {
                        together.await(30, SECONDS);
                        Future<?> writing = threads.submit(() -> sayInPieces(socket, said));
                        byte[] all = socket.getInputStream().readAllBytes();
                        writing.get(30, SECONDS);
                        return all;
                    }
                }));
            }
            for (int i = 0; i < connections; i++) {
                assertThat(heard.get(i).get(30, SECONDS)).isEqualTo(randomBytes(seed + i));
            }
            assertThat(proxy.early()).isZero();
            assertThat(proxy.lateness().getTotalCount()).isGreaterThanOrEqualTo(connections);
        }
    }

    /** Both say one word at a time; whoever has the shorter way is heard first each time, however slow the machine is. */
    @Test
    void whatGoesStraightArrivesBeforeWhatWasSentEarlierByTheLongWay() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, HERE);
                DelayingProxy proxy =
                        DelayingProxy.start(HERE.getHostAddress(), server.getLocalPort(), Duration.ofSeconds(2));
                Socket farAway = new Socket(HERE, proxy.port());
                Socket far = server.accept();
                Socket near = new Socket(HERE, server.getLocalPort());
                Socket straight = server.accept()) {
            BlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
            farAway.getOutputStream().write(1);
            threads.execute(() -> arrived.add(readOne(far)));
            near.getOutputStream().write(2);
            threads.execute(() -> arrived.add(readOne(straight)));
            assertThat(List.of(arrived.take(), arrived.take())).containsExactly(2, 1);
            assertThat(proxy.early()).isZero();
        }
    }

    /** A delay of two seconds each: one after the other, these would take longer than the test may. */
    @Test
    void whatIsUnderWayKeepsNothingBack() throws Exception {
        int pieces = 64;
        try (ServerSocket server = new ServerSocket(0, 50, HERE);
                DelayingProxy proxy =
                        DelayingProxy.start(HERE.getHostAddress(), server.getLocalPort(), Duration.ofSeconds(2))) {
            List<Socket> sockets = new ArrayList<>();
            List<Future<Integer>> heard = new ArrayList<>();
            for (int i = 0; i < pieces; i++) {
                Socket client = new Socket(HERE, proxy.port());
                Socket behind = server.accept();
                sockets.addAll(List.of(client, behind));
                client.getOutputStream().write(i);
                heard.add(threads.submit(() -> readOne(behind)));
            }
            for (int i = 0; i < pieces; i++) {
                assertThat(heard.get(i).get(30, SECONDS)).isEqualTo(i);
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void theEndOfEitherSideEndsTheOther() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, HERE);
                DelayingProxy proxy =
                        DelayingProxy.start(HERE.getHostAddress(), server.getLocalPort(), Duration.ofNanos(1))) {
            Socket client = new Socket(HERE, proxy.port());
            Socket behind = server.accept();
            client.close();
            assertThat(readOne(behind)).isEqualTo(-1);
            behind.close();

            try (Socket other = new Socket(HERE, proxy.port())) {
                server.accept().close();
                assertThat(readOne(other)).isEqualTo(-1);
            }
        }
    }

    private static byte[] randomBytes(long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[100_000 + random.nextInt(300_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void sayInPieces(Socket socket, byte[] bytes) {
        try {
            Random random = new Random(bytes.length);
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(1 + random.nextInt(20_000), bytes.length - at);
                socket.getOutputStream().write(bytes, at, length);
                at += length;
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int readOne(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void echoForEver(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                threads.execute(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
