package io.innkeeper.booking.memory;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users in maps, each method under one lock: accounts are not where the crowd is. */
final class MemoryAccounts implements AccountStore {

    final Map<UserId, Credential> credentials = new HashMap<>();
    private final Map<String, UserId> byEmail = new HashMap<>();
    private final Map<UserId, Reset> resets = new HashMap<>();
    private final Map<ByteBuffer, Attempts> attempts = new HashMap<>();

    private record Reset(ByteBuffer tokenHash, Instant expiresAt) {}

    @Override
    public synchronized void add(User user, String passwordHash) {
        if (byEmail.putIfAbsent(user.email(), user.id()) != null) {
            throw new AlreadyExistsException("email", user.email());
        }
        credentials.put(user.id(), new Credential(user, passwordHash));
    }

    @Override
    public synchronized Optional<User> find(UserId user) {
        return credential(user).map(Credential::user);
    }

    @Override
    public synchronized Optional<Credential> credential(String email) {
        return Optional.ofNullable(byEmail.get(email)).map(credentials::get);
    }

    @Override
    public synchronized Optional<Credential> credential(UserId user) {
        return Optional.ofNullable(credentials.get(user));
    }

    @Override
    public synchronized boolean replacePassword(Credential expected, String newHash, UUID newStamp) {
        User user = expected.user();
        Credential present = credentials.get(user.id());
        if (present == null || !present.passwordHash().equals(expected.passwordHash())) {
            return false;
        }
        if (!present.user().stamp().equals(newStamp)) {
            resets.remove(user.id());
        }
        credentials.put(user.id(), new Credential(withStamp(present.user(), newStamp), newHash));
        return true;
    }

    @Override
    public synchronized void putResetToken(UserId user, byte[] tokenHash, Instant expiresAt) {
        resets.put(user, new Reset(ByteBuffer.wrap(tokenHash.clone()), expiresAt));
    }

    @Override
    public synchronized Optional<User> findByResetToken(byte[] tokenHash, Instant now) {
        ByteBuffer wanted = ByteBuffer.wrap(tokenHash);
        return resets.entrySet().stream()
                .filter(entry -> entry.getValue().tokenHash().equals(wanted)
                        && entry.getValue().expiresAt().isAfter(now))
                .findAny()
                .flatMap(entry -> find(entry.getKey()));
    }

    @Override
    public synchronized boolean redeemResetToken(byte[] tokenHash, Instant now, String newHash, UUID newStamp) {
        Optional<User> user = findByResetToken(tokenHash, now);
        user.ifPresent(found -> {
            resets.remove(found.id());
            credentials.put(found.id(), new Credential(withStamp(found, newStamp), newHash));
        });
        return user.isPresent();
    }

    @Override
    public synchronized Optional<Attempts> attempts(byte[] addressHash) {
        return Optional.ofNullable(attempts.get(ByteBuffer.wrap(addressHash)));
    }

    @Override
    public synchronized boolean replaceAttempts(
            byte[] addressHash, @Nullable Attempts expected, @Nullable Attempts replacement) {
        ByteBuffer address = ByteBuffer.wrap(addressHash.clone());
        if (!Objects.equals(attempts.get(address), expected)) {
            return false;
        }
        if (replacement == null) {
            attempts.remove(address);
        } else {
            attempts.put(address, replacement);
        }
        return true;
    }

    @Override
    public synchronized void forgetAttempts(Instant limit) {
        attempts.values().removeIf(attempt -> attempt.lastAt().isBefore(limit));
    }

    private static User withStamp(User user, UUID stamp) {
        return new User(user.id(), user.email(), user.name(), stamp);
    }
}
