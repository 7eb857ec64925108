package io.innkeeper.booking.account;

import java.util.Objects;

/** Hashes with one hasher and still knows the hashes of an older one. */
final class MigratingHasher implements PasswordHasher {

    private final PasswordHasher current;
    private final PasswordHasher older;

    MigratingHasher(PasswordHasher current, PasswordHasher older) {
        this.current = Objects.requireNonNull(current, "current");
        this.older = Objects.requireNonNull(older, "older");
    }

    @Override
    public String hash(String password) {
        return current.hash(password);
    }

    @Override
    public boolean matches(String password, String encoded) {
        return (current.recognises(encoded) ? current : older).matches(password, encoded);
    }

    @Override
    public boolean recognises(String encoded) {
        return current.recognises(encoded) || older.recognises(encoded);
    }

    @Override
    public boolean isOutdated(String encoded) {
        return current.isOutdated(encoded);
    }

    @Override
    public String toString() {
        return current + " or else " + older;
    }
}
