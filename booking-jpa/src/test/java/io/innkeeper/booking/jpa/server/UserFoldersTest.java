package io.innkeeper.booking.jpa.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFoldersTest {

    private final Path shared;

    UserFoldersTest(@TempDir Path shared) throws IOException {
        this.shared = shared.toRealPath();
    }

    @Test
    void makesATemporaryFolderForTheUserAloneAndFindsItAgain() throws IOException {
        Path folder = UserFolders.temporary(shared, "ann");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(UserFolders.temporary(shared, "ann")).isEqualTo(folder).isEmptyDirectory();
        assertThat(UserFolders.temporary(shared, "bob")).isNotEqualTo(folder);
    }

    @Test
    void refusesAFolderThatOthersCanWriteTo() throws IOException {
        Path folder = UserFolders.temporary(shared, "ann");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> UserFolders.temporary(shared, "ann")).hasMessageContaining("open to other users");
    }

    @Test
    void refusesALinkToSomewhereElse() throws IOException {
        Path elsewhere = UserFolders.temporary(shared, "bob");
        Files.createSymbolicLink(shared.resolve("innkeeper-ann"), elsewhere);
        assertThatThrownBy(() -> UserFolders.temporary(shared, "ann")).hasMessageContaining("open to other users");
    }
}
