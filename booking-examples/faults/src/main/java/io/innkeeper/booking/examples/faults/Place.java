package io.innkeeper.booking.examples.faults;

import io.innkeeper.booking.examples.faults.server.Cluster;
import io.innkeeper.booking.examples.faults.server.Cluster.Kind;
import io.innkeeper.booking.examples.faults.server.EmbeddedServers;
import io.innkeeper.booking.examples.faults.server.Servers;
import io.innkeeper.booking.examples.faults.server.SmallDisk;
import io.innkeeper.booking.examples.faults.server.UnpackedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where faults happen. */
enum Place {
    /** One server: MySQL if there is one, or the embedded one. */
    ONE_SERVER,
    /** MySQL, on a small disk of its own. */
    SMALL_DISK,
    /** MySQL Group Replication, one primary. */
    GROUP,
    /** MySQL Group Replication, three primaries. */
    GROUP_OF_PRIMARIES,
    /** MariaDB Galera. */
    GALERA,
    /** MariaDB Galera that flushes once a second. */
    RELAXED_GALERA;

    /**
     * Servers, started.
     *
     * @param disk what they are on, if they are on one of their own
     */
    record Started(Servers servers, @Nullable SmallDisk disk) implements AutoCloseable {

        Cluster cluster() {
            return (Cluster) servers;
        }

        SmallDisk smallDisk() {
            if (disk == null) {
                throw new IllegalStateException("there is no small disk here");
            }
            return disk;
        }

        @Override
        public void close() throws IOException {
            servers.close();
            if (disk != null) {
                disk.close();
            }
        }
    }

    private static final int DISK_MEBIBYTES = 600;

    /**
     * Starts the servers.
     *
     * @throws IOException if there are none of that kind here; the message says why
     */
    Started start(Options options) throws IOException {
        return switch (this) {
            case ONE_SERVER -> new Started(oneServer(options, null), null);
            case SMALL_DISK -> onSmallDisk(options);
            case GROUP -> cluster(Kind.GROUP, options, options.mysql(), "-Dmysql");
            case GROUP_OF_PRIMARIES -> cluster(Kind.GROUP_OF_PRIMARIES, options, options.mysql(), "-Dmysql");
            case GALERA -> cluster(Kind.GALERA, options, options.galera(), "-Dgalera");
            case RELAXED_GALERA -> cluster(Kind.RELAXED_GALERA, options, options.galera(), "-Dgalera");
        };
    }

    private static Servers oneServer(Options options, @Nullable Path folder) throws IOException {
        String mysql = options.mysql();
        if (mysql != null) {
            return new UnpackedServer(options.scripts(), mysql, folder);
        }
        Path parent = folder == null ? Files.createTempDirectory("faults") : folder;
        return new EmbeddedServers(parent.resolve("server"));
    }

    private static Started onSmallDisk(Options options) throws IOException {
        if (options.mysql() == null) {
            throw noFolder("-Dmysql");
        }
        SmallDisk disk = new SmallDisk(DISK_MEBIBYTES);
        try {
            return new Started(oneServer(options, disk.path()), disk);
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    private static IOException noFolder(String option) {
        return new IOException("needs servers in a folder, " + option);
    }

    private static Started cluster(Kind kind, Options options, @Nullable String folder, String option)
            throws IOException {
        if (folder == null) {
            throw noFolder(option);
        }
        return new Started(new Cluster(kind, options.scripts(), folder), null);
    }
}
