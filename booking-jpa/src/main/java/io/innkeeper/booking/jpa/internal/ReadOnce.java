package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.OverloadedException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.inventory.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has what many want at once be read by one of them. The others wait for that one no longer than until their own deadlines, and
 * where it fails, the next of them reads. A cache that reads by itself would have them queue up behind its lock instead, for as
 * long as each before them waits for a connection. What is read may be from a little before it was asked for: it is for what is
 * compared later. A reader must not ask for the key that it reads. Safe for use by many threads.
 */
final class ReadOnce<K, V> {

    private final ConcurrentMap<K, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();
    private final Supplier<@Nullable Deadline> deadline;

    /** @param deadline of the thread that asks for it; null if it waits for as long as it takes */
    ReadOnce(Supplier<@Nullable Deadline> deadline) {
        this.deadline = deadline;
    }

    /**
     * What is read for a key, by this thread or by another one that began before.
     *
     * @throws OverloadedException if nobody has read it by the deadline
     * @throws StorageException if the thread is interrupted meanwhile
     */
    V read(K key, Function<K, V> reader) {
        while (true) {
            CompletableFuture<V> own = new CompletableFuture<>();
            CompletableFuture<V> others = underWay.putIfAbsent(key, own);
            if (others == null) {
                return read(key, reader, own);
            }
            try {
                return await(key, others);
            } catch (ExecutionException e) {
                // Whoever it was had less time, or another connection.
            }
        }
    }

    private V read(K key, Function<K, V> reader, CompletableFuture<V> own) {
        V found;
        try {
            found = reader.apply(key);
        } catch (RuntimeException | Error e) {
            underWay.remove(key, own); // first: whoever is woken and asks again must not find it
            own.completeExceptionally(e);
            throw e;
        }
        underWay.remove(key, own);
        own.complete(found);
        return found;
    }

    private V await(K key, CompletableFuture<V> others) throws ExecutionException {
        Deadline latest = deadline.get();
        try {
            return latest == null
                    ? others.get()
                    : others.get(Math.max(0, latest.remaining().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new OverloadedException(
                    key + " had not been read by the deadline, by another thread that began before; ask again later",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while another thread was reading", e);
        }
    }
}
