package io.innkeeper.booking.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.benchmarks.contender.Rows.NewBooking;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Batched by hand, for this one purpose: the ceiling. Callers put their wishes into a queue and wait; one thread takes up to
 * {@value #MOST} of them, picks rooms from a bitmap of the nights that it has sold, writes all with three INSERTs and a
 * COMMIT, and tells the callers. It never reads the database, so it is right only as long as no other process sells: another
 * node, a cancellation by an SQL prompt or a restart, and it is told so by the primary key and stops. It has no
 * deadlines, no rates, no rules and no other hotels than the ones it was started with.
 */
final class BatchedByHand implements Contender {

    private static final int MOST = 128;

    /** Ends the thread. */
    private static final Order STOP =
            new Order(new Wish(0, 0, java.time.LocalDate.EPOCH, 1, 0), new CompletableFuture<>());

    private final HikariDataSource pool;
    private final BlockingQueue<Order> queue = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "batched-by-hand");
    private volatile @Nullable Picture picture;

    private record Order(Wish wish, CompletableFuture<Answer> answer) {}

    BatchedByHand(Site site) {
        pool = site.tuning().open(site);
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void prepare(Supply supply) {
        picture = new Picture(supply);
    }

    @Override
    public Answer book(Wish wish) {
        Order order = new Order(wish, new CompletableFuture<>());
        queue.add(order);
        try {
            return order.answer().join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void write() {
        List<Order> orders = new ArrayList<>(MOST);
        while (true) {
            orders.clear();
            try {
                orders.add(queue.take());
            } catch (InterruptedException e) {
                return; // nobody does that
            }
            queue.drainTo(orders, MOST - 1);
            boolean stop = orders.remove(STOP);
            try {
                write(orders);
            } catch (SQLException | RuntimeException e) {
                orders.forEach(order -> order.answer().completeExceptionally(e));
            }
            if (stop) {
                return;
            }
        }
    }

    private void write(List<Order> orders) throws SQLException {
        Picture sold = picture;
        if (sold == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        List<NewBooking> bookings = new ArrayList<>(orders.size());
        List<Order> winners = new ArrayList<>(orders.size());
        for (Order order : orders) {
            int room = sold.take(order.wish());
            if (room < 0) {
                order.answer().complete(Answer.SOLD_OUT);
            } else {
                Wish wish = order.wish();
                bookings.add(NewBooking.of(
                        sold.supply,
                        wish,
                        sold.supply.hotels().get(wish.hotel()).rooms().get(room)));
                winners.add(order);
            }
        }
        if (bookings.isEmpty()) {
            return;
        }
        try (Connection connection = pool.getConnection()) {
            Rows.insertBookings(connection, bookings);
            Rows.insertNights(connection, bookings);
            Rows.insertEvents(connection, bookings);
            connection.commit();
        }
        winners.forEach(order -> order.answer().complete(Answer.BOOKED));
    }

    /** Which nights are sold. For use by the writing thread. */
    private static final class Picture {

        private final Supply supply;
        private final Map<Integer, BitSet[]> soldByHotel = new HashMap<>();
        private final Map<Integer, Integer> turns = new HashMap<>();

        Picture(Supply supply) {
            this.supply = supply;
        }

        /** Sells a room, and gives its number; -1 if there is none. */
        int take(Wish wish) {
            int rooms = supply.hotels().get(wish.hotel()).rooms().size();
            BitSet[] sold = soldByHotel.computeIfAbsent(wish.hotel(), hotel -> {
                BitSet[] none = new BitSet[rooms];
                for (int i = 0; i < rooms; i++) {
                    none[i] = new BitSet();
                }
                return none;
            });
            int from = (int) (wish.arrival().toEpochDay() - supply.firstNight().toEpochDay());
            int to = from + wish.nights();
            if (!wish.anyRoom()) {
                return takeIfFree(sold[wish.room()], from, to) ? wish.room() : -1;
            }
            // The rooms in turn, so that the first ones are not asked in vain more and more often.
            int turn = turns.merge(wish.hotel(), 1, Integer::sum);
            for (int i = 0; i < rooms; i++) {
                int room = Math.floorMod(turn + i, rooms);
                if (takeIfFree(sold[room], from, to)) {
                    return room;
                }
            }
            return -1;
        }

        private static boolean takeIfFree(BitSet sold, int from, int to) {
            int next = sold.nextSetBit(from);
            if (next >= 0 && next < to) {
                return false;
            }
            sold.set(from, to);
            return true;
        }
    }

    @Override
    public long retries() {
        return 0;
    }

    @Override
    public void close() {
        queue.add(STOP);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.close();
    }
}
