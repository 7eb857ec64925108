package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.AccountStore.Attempts;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code login_attempt}: rows that are compared and set, each by one statement. */
final class LoginAttempts {

    /** What one call removes at most, so that its transaction stays small. */
    private static final int BATCH = 1000;

    private static final String INSERT =
            "insert into login_attempt (failures, last_ms, retry_ms, address_hash) values (?, ?, ?, ?)";

    private static final String UPDATE = "update login_attempt set failures = ?, last_ms = ?, retry_ms = ?";

    private static final String IS_EXPECTED =
            " where address_hash = ? and failures = ? and last_ms = ? and retry_ms = ?";

    private final Database database;

    LoginAttempts(Database database) {
        this.database = database;
    }

    Optional<Attempts> find(byte[] addressHash) {
        return database.read("read login attempts", em -> find(em, addressHash));
    }

    private static Optional<Attempts> find(EntityManager em, byte[] addressHash) {
        List<?> rows = em.createNativeQuery(
                        "select failures, last_ms, retry_ms from login_attempt where address_hash = ?")
                .setParameter(1, addressHash)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(Object[].class::cast)
                .map(row -> new Attempts(((Number) row[0]).intValue(), instant(row[1]), instant(row[2])));
    }

    private static Instant instant(Object millis) {
        return Instant.ofEpochMilli(((Number) millis).longValue());
    }

    boolean replace(byte[] addressHash, @Nullable Attempts expected, @Nullable Attempts replacement) {
        if (expected == null && replacement == null) {
            return find(addressHash).isEmpty();
        }
        return database.write(
                "count a login attempt", em -> 1 == change(em, addressHash, expected, replacement), violation -> {
                    if (expected == null && violation.is(SqlFailure.DUPLICATE)) {
                        return false; // there are some by now
                    }
                    throw violation.unexpected();
                });
    }

    /** The number of rows that were changed. */
    private static int change(
            EntityManager em, byte[] addressHash, @Nullable Attempts expected, @Nullable Attempts replacement) {
        if (replacement == null) {
            return execute(em, "delete from login_attempt" + IS_EXPECTED, List.of(), addressHash, expected);
        }
        List<Long> values = values(replacement);
        return expected == null
                ? execute(em, INSERT, values, addressHash, null)
                : execute(em, UPDATE + IS_EXPECTED, values, addressHash, expected);
    }

    private static int execute(
            EntityManager em, String sql, List<Long> first, byte[] addressHash, @Nullable Attempts last) {
        List<Object> all = new ArrayList<>(first);
        all.add(addressHash);
        all.addAll(last == null ? List.of() : values(last));
        Query query = em.createNativeQuery(sql);
        for (int i = 0; i < all.size(); i++) {
            query.setParameter(i + 1, all.get(i));
        }
        return query.executeUpdate();
    }

    /** As the columns have them. */
    private static List<Long> values(Attempts attempts) {
        return List.of(
                (long) attempts.failures(), EpochMillis.of(attempts.lastAt()), EpochMillis.of(attempts.retryAt()));
    }

    void forget(Instant limit) {
        database.write(
                "forget login attempts",
                em -> em.createNativeQuery("delete from login_attempt where last_ms < ? limit " + BATCH)
                        .setParameter(1, EpochMillis.of(limit))
                        .executeUpdate());
    }
}
