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
 * long as each before them waits for a connection. Safe for use by many threads.
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
                return await(others);
            } catch (ExecutionException e) {
                // Whoever it was had less time, or another connection.
            }
        }
    }

    private V read(K key, Function<K, V> reader, CompletableFuture<V> own) {
        try {
            V found = reader.apply(key);
            own.complete(found);
            return found;
        } catch (RuntimeException | Error e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key, own);
        }
    }

    private V await(CompletableFuture<V> others) throws ExecutionException {
        Deadline latest = deadline.get();
        try {
            return latest == null
                    ? others.get()
                    : others.get(Math.max(0, latest.remaining().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new OverloadedException("nobody had read what many want to know in the time that there was", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while another thread was reading", e);
        }
    }
}
