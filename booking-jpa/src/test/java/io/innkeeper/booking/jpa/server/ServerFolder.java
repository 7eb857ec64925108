package io.innkeeper.booking.jpa.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that one server lives in. One live JVM holds it; whoever opens it next, after that JVM was killed, first
 * stops the server that was left behind.
 *
 * <p>Safe for use by many threads.
 */
final class ServerFolder implements AutoCloseable {

    static final String DATA = "data";
    static final String UNFINISHED_DATA = "data.unfinished";

    private final Path path;
    private final @Nullable Path parent;
    private final FolderLock lock;

    private ServerFolder(Path path, @Nullable Path parent, FolderLock lock) {
        this.path = path;
        this.parent = parent;
        this.lock = lock;
    }

    /** Opens a folder whose data stays. */
    static ServerFolder kept(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path path = folder.toRealPath();
        FolderLock lock = FolderLock.tryTake(path);
        if (lock == null) {
            throw new IllegalStateException("Another server is running in " + path);
        }
        try {
            ServerProcess.stopLeftOver(path);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        return new ServerFolder(path, null, lock);
    }

    /** Opens a new folder under a parent, given by its real path, and first clears the parent of what dead JVMs left. */
    static ServerFolder temporary(Path parent) throws IOException {
        // The parent's lock keeps others from seeing a folder that is not locked yet, or is about to be deleted.
        try (FolderLock all = FolderLock.take(parent)) {
            sweep(all);
            Path path = Files.createTempDirectory(parent, "run-", UserFolders.PRIVATE);
            return new ServerFolder(path, parent, FolderLock.take(path));
        }
    }

    private static void sweep(FolderLock parent) throws IOException {
        List<Path> runs;
        try (Stream<Path> children = Files.list(parent.folder())) {
            runs = children.filter(child -> child.getFileName().toString().startsWith("run-"))
                    .toList();
        }
        for (Path run : runs) {
            try (FolderLock dead = FolderLock.tryTake(run)) {
                if (dead != null) {
                    ServerProcess.killLeftOver(run);
                    delete(run);
                }
            } catch (IOException | UncheckedIOException e) {
                // No reason not to start. The next sweep tries again.
            }
        }
    }

    Path path() {
        return path;
    }

    boolean isTemporary() {
        return parent != null;
    }

    /** Where the server's tables are. */
    Path data() {
        return path.resolve(DATA);
    }

    /** Where they are while they are made for the first time. */
    Path unfinishedData() {
        return path.resolve(UNFINISHED_DATA);
    }

    /** What the server prints. */
    Path log() {
        return path.resolve("server.log");
    }

    /** What the server printed since it was last started. */
    String logText() throws IOException {
        // Lenient: a log may hold bytes of any encoding.
        return new String(Files.readAllBytes(log()), UTF_8);
    }

    /** Holds the password of the server's account; readable by its owner only. */
    Path password() {
        return path.resolve("password");
    }

    /** Lets others have the folder, and deletes it if it is temporary. The server must be gone by now. */
    @Override
    @SuppressWarnings("try") // The parent's lock is held, not used.
    public synchronized void close() {
        // An interrupted thread cannot lock files, and this must not stay undone.
        boolean interrupted = Thread.interrupted();
        try (lock) {
            if (parent != null && Files.exists(path)) {
                try (FolderLock all = FolderLock.take(parent)) {
                    delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + path, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
