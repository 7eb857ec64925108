package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** How the hashers behave in an application that has not added the optional dependency. */
class MissingBouncyCastleTest {

    @Test
    void argon2idFailsAtOnceAndNamesTheArtifact() throws Exception {
        try (URLClassLoader loader = withoutBouncyCastle()) {
            Class<?> hasher = loader.loadClass(PasswordHasher.class.getName());

            assertThatThrownBy(() -> hasher.getMethod("argon2id").invoke(null))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("org.bouncycastle:bcprov-jdk18on")
                    .hasMessageContaining("pbkdf2");
        }
    }

    @Test
    void werkzeugFailsAtOnceAndNamesTheArtifact() throws Exception {
        try (URLClassLoader loader = withoutBouncyCastle()) {
            Class<?> hasher = loader.loadClass(PasswordHasher.class.getName());

            assertThatThrownBy(() -> hasher.getMethod("werkzeug").invoke(null))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("org.bouncycastle:bcprov-jdk18on");
        }
    }

    @Test
    void pbkdf2Works() throws Exception {
        try (URLClassLoader loader = withoutBouncyCastle()) {
            Class<?> type = loader.loadClass(PasswordHasher.class.getName());
            Object hasher = type.getMethod("pbkdf2", int.class).invoke(null, 1);
            Object encoded = type.getMethod("hash", String.class).invoke(hasher, "password");

            assertThat(type.getMethod("matches", String.class, String.class).invoke(hasher, "password", encoded))
                    .isEqualTo(true);
        }
    }

    /** Sees this library's own classes and those of the Java runtime, nothing else. */
    private static URLClassLoader withoutBouncyCastle() {
        URL classes = PasswordHasher.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
    }
}
