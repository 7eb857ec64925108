package io.innkeeper.booking.jpa.server;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** The folders that all servers of one operating system user share, over all checkouts and JVMs. */
final class UserFolders {

    /** Folders made with this are nobody else's to see. */
    static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private UserFolders() {}

    /** For what is worth keeping: the user's cache folder, or the temporary one if there is no home to write to. */
    static Path cache() throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = configured != null && !configured.isEmpty()
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".cache");
        try {
            // A user without a home has a relative one, "?".
            return caches.isAbsolute()
                    ? Files.createDirectories(caches.resolve("innkeeper"), PRIVATE)
                            .toRealPath()
                    : temporary();
        } catch (IOException e) {
            return temporary();
        }
    }

    /** For what goes away with its server. */
    static Path temporary() throws IOException {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
        return temporary(Path.of(System.getProperty("java.io.tmpdir")), user);
    }

    static Path temporary(Path parent, String user) throws IOException {
        Path folder = parent.toRealPath().resolve("innkeeper-" + user);
        try {
            Files.createDirectory(folder, PRIVATE);
        } catch (FileAlreadyExistsException e) {
            requirePrivate(folder);
        }
        return folder;
    }

    /** The temporary folder is open to all users: one of them could have put a folder or a link of this name there. */
    private static void requirePrivate(Path folder) throws IOException {
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, NOFOLLOW_LINKS);
        boolean closed =
                found.isDirectory() && Stream.of(GROUP_WRITE, OTHERS_WRITE).noneMatch(found.permissions()::contains);
        if (closed) {
            Path mine = Files.createTempFile(folder, "owner", null);
            closed = found.owner().equals(Files.getOwner(mine));
            Files.delete(mine);
        }
        if (!closed) {
            throw new IOException(folder + " is open to other users; delete it, or set java.io.tmpdir");
        }
    }
}
