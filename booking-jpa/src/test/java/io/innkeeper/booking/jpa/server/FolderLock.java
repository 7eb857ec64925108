package io.innkeeper.booking.jpa.server;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive claim on a folder, by the operating system's lock on a file in it. The system drops the lock when the JVM
 * ends, however it ends, and no server inherits it; so a lock that can be taken proves that the last owner is dead,
 * which a recorded process id cannot prove where ids are reused or where containers share a folder.
 *
 * <p>Safe for use by many threads.
 */
final class FolderLock implements AutoCloseable {

    /**
     * What this JVM holds; guarded by itself. The system's locks belong to a process as a whole, and merely closing a
     * second channel to a locked file would release its lock. So such a file is never opened twice.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Claims a folder, given by its real path, or returns null if another has it. */
    static @Nullable FolderLock tryTake(Path folder) throws IOException {
        synchronized (HELD) {
            if (!HELD.add(folder)) {
                return null;
            }
        }
        return lock(folder, FileChannel::tryLock);
    }

    /** Claims a folder, given by its real path, and waits while another has it. */
    static FolderLock take(Path folder) throws IOException {
        synchronized (HELD) {
            while (!HELD.add(folder)) {
                try {
                    HELD.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("Interrupted while waiting for " + folder);
                }
            }
        }
        FolderLock lock = lock(folder, FileChannel::lock);
        if (lock == null) {
            throw new IOException("No lock on " + folder);
        }
        return lock;
    }

    private static @Nullable FolderLock lock(Path folder, Locking how) throws IOException {
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
            taken = how.lock(channel) != null;
            return taken ? new FolderLock(folder, channel) : null;
        } finally {
            if (!taken) {
                release(folder, channel);
            }
        }
    }

    private static void release(Path folder, @Nullable FileChannel channel) throws IOException {
        try (channel) {
            // Closing the channel releases the lock. Only then may another thread open the file again.
        } finally {
            synchronized (HELD) {
                HELD.remove(folder);
                HELD.notifyAll();
            }
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            release(folder, channel);
        }
    }

    @FunctionalInterface
    private interface Locking {
        @Nullable
        FileLock lock(FileChannel channel) throws IOException;
    }
}
