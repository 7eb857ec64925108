package io.innkeeper.booking.jpa.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** What a data folder holds before its server first runs: system tables, one account, one database. */
final class Installation {

    static final String USER = "innkeeper";
    static final String DATABASE = "innkeeper";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private Installation() {}

    /**
     * Fills the data folder unless that was done before. Half a data folder is never seen, whoever is killed on the way.
     *
     * @return the account's password
     */
    static String complete(Binaries binaries, ServerFolder folder) throws IOException {
        if (Files.exists(folder.data())) {
            return Files.readString(folder.password());
        }
        Path unfinished = folder.unfinishedData();
        if (Files.exists(unfinished)) {
            ServerFolder.delete(unfinished);
        }
        Files.createDirectory(unfinished, UserFolders.PRIVATE);
        String password = randomPassword();
        Files.deleteIfExists(folder.password());
        Files.createFile(folder.password(), OWNER_ONLY);
        Files.writeString(folder.password(), password);
        fill(binaries, folder, statements(binaries, password));
        Files.move(unfinished, folder.data(), ATOMIC_MOVE);
        return password;
    }

    private static void fill(Binaries binaries, ServerFolder folder, String statements) throws IOException {
        Process process = ServerProcess.spawn(
                binaries, folder, folder.unfinishedData(), List.of("--bootstrap", "--silent-startup"));
        boolean complete = true;
        try (OutputStream input = process.getOutputStream()) {
            input.write(statements.getBytes(UTF_8));
        } catch (IOException e) {
            // It ended early. Its log says why, and says it better than "broken pipe".
            complete = false;
        }
        try {
            if (process.waitFor() != 0 || !complete) {
                throw ServerProcess.failure("cannot make its tables", folder);
            }
        } catch (InterruptedException e) {
            throw ServerProcess.interrupted(process);
        }
    }

    private static String statements(Binaries binaries, String password) throws IOException {
        // A statement ends with a semicolon that ends a line.
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
        for (String script :
                List.of(Binaries.SYSTEM_TABLES, "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql")) {
            sql.append(Files.readString(binaries.scripts().resolve(script))).append('\n');
        }
        // Of the accounts that the scripts make, keep the locked one that owns the server's own views.
        sql.append("""
                DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';
                DELETE FROM mysql.proxies_priv;
                FLUSH PRIVILEGES;
                CREATE USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
                GRANT ALL ON *.* TO '%1$s'@'127.0.0.1' WITH GRANT OPTION;
                CREATE DATABASE %3$s CHARACTER SET utf8mb4;
                """.formatted(USER, password, DATABASE));
        return sql.toString();
    }

    private static String randomPassword() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
