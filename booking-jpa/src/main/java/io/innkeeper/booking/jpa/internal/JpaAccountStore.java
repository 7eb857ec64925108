package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users and credentials. */
final class JpaAccountStore implements AccountStore {

    private static final String CREDENTIAL =
            "select u, c from UserEntity u, CredentialEntity c where c.userId = u.id and ";

    private final Database database;
    private final LoginAttempts attempts;

    JpaAccountStore(Database database) {
        this.database = database;
        this.attempts = new LoginAttempts(database);
    }

    @Override
    public void add(User user, String passwordHash) {
        database.write(
                "add a user",
                em -> {
                    em.persist(new UserEntity(user));
                    em.flush(); // parents first: between classes without associations no order is promised
                    // Not as an entity, since Hibernate logs the state of those that it writes.
                    return em.createNativeQuery("insert into user_credential (user_id, password_hash) values (?, ?)")
                            .setParameter(1, UuidBytes.of(user.id().value()))
                            .setParameter(2, passwordHash)
                            .executeUpdate();
                },
                violation -> {
                    // A duplicate is one of the e-mail address or of the id, and only the former is an answer.
                    if (violation.is(SqlFailure.DUPLICATE) && isTaken(user.email())) {
                        throw new AlreadyExistsException("email", user.email());
                    }
                    throw violation.unexpected();
                });
    }

    private boolean isTaken(String email) {
        return database.read(
                        "look for an e-mail address",
                        em -> em.createQuery("select count(u) from UserEntity u where u.email = :email", Long.class)
                                .setParameter("email", email)
                                .getSingleResult())
                > 0;
    }

    @Override
    public Optional<User> find(UserId user) {
        return database.read(
                "read a user",
                em -> Optional.ofNullable(em.find(UserEntity.class, user.value()))
                        .map(UserEntity::toUser));
    }

    @Override
    public Optional<Credential> credential(String email) {
        return credential("u.email = :key", email);
    }

    @Override
    public Optional<Credential> credential(UserId user) {
        return credential("u.id = :key", user.value());
    }

    /** Both entities come from the one row that the statement gives. */
    private Optional<Credential> credential(String condition, Object key) {
        return database.read(
                "read a credential",
                em -> em.createQuery(CREDENTIAL + condition, Object[].class)
                        .setParameter("key", key)
                        .getResultStream()
                        .map(row -> new Credential(
                                ((UserEntity) row[0]).toUser(), ((CredentialEntity) row[1]).passwordHash()))
                        .findFirst());
    }

    @Override
    public boolean replacePassword(Credential expected, String newHash, UUID newStamp) {
        UUID user = expected.user().id().value();
        boolean endsSessions = !newStamp.equals(expected.user().stamp());
        return database.write("replace a password", em -> {
            int replaced = em.createQuery("update CredentialEntity c set c.passwordHash = :hash"
                            + (endsSessions ? ", c.resetTokenHash = null, c.resetExpiresMs = null" : "")
                            + " where c.userId = :user and c.passwordHash = :expected")
                    .setParameter("hash", newHash)
                    .setParameter("user", user)
                    .setParameter("expected", expected.passwordHash())
                    .executeUpdate();
            if (replaced == 1 && endsSessions) {
                setStamp(em, user, newStamp);
            }
            return replaced == 1;
        });
    }

    private static void setStamp(EntityManager em, UUID user, UUID stamp) {
        em.createQuery("update UserEntity u set u.stamp = :stamp where u.id = :user")
                .setParameter("stamp", stamp)
                .setParameter("user", user)
                .executeUpdate();
    }

    @Override
    public void putResetToken(UserId user, byte[] tokenHash, Instant expiresAt) {
        database.write(
                "keep a reset token",
                em -> em.createQuery("update CredentialEntity c"
                                + " set c.resetTokenHash = :token, c.resetExpiresMs = :expires where c.userId = :user")
                        .setParameter("token", tokenHash)
                        .setParameter("expires", EpochMillis.of(expiresAt))
                        .setParameter("user", user.value())
                        .executeUpdate());
    }

    @Override
    public Optional<User> findByResetToken(byte[] tokenHash, Instant now) {
        return database.read(
                "look for a reset token",
                em -> em.createQuery(
                                "select u from UserEntity u, CredentialEntity c where c.userId = u.id"
                                        + " and c.resetTokenHash = :token and c.resetExpiresMs > :now",
                                UserEntity.class)
                        .setParameter("token", tokenHash)
                        .setParameter("now", EpochMillis.of(now))
                        .getResultStream()
                        .map(UserEntity::toUser)
                        .findFirst());
    }

    @Override
    public boolean redeemResetToken(byte[] tokenHash, Instant now, String newHash, UUID newStamp) {
        return database.write("redeem a reset token", em -> {
            List<UUID> users = em.createQuery(
                            "select c.userId from CredentialEntity c"
                                    + " where c.resetTokenHash = :token and c.resetExpiresMs > :now",
                            UUID.class)
                    .setParameter("token", tokenHash)
                    .setParameter("now", EpochMillis.of(now))
                    .getResultList();
            if (users.isEmpty()) {
                return false;
            }
            // Of two who got this far, the second waits here for the first and then finds the token gone.
            int redeemed = em.createQuery("update CredentialEntity c"
                            + " set c.passwordHash = :hash, c.resetTokenHash = null, c.resetExpiresMs = null"
                            + " where c.userId = :user and c.resetTokenHash = :token and c.resetExpiresMs > :now")
                    .setParameter("hash", newHash)
                    .setParameter("user", users.get(0))
                    .setParameter("token", tokenHash)
                    .setParameter("now", EpochMillis.of(now))
                    .executeUpdate();
            if (redeemed == 1) {
                setStamp(em, users.get(0), newStamp);
            }
            return redeemed == 1;
        });
    }

    @Override
    public Optional<Attempts> attempts(byte[] addressHash) {
        return attempts.find(addressHash);
    }

    @Override
    public boolean replaceAttempts(byte[] addressHash, @Nullable Attempts expected, @Nullable Attempts replacement) {
        return attempts.replace(addressHash, expected, replacement);
    }

    @Override
    public void forgetAttempts(Instant limit) {
        attempts.forget(limit);
    }
}
