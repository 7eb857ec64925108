package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.jpa.LegacyProblem;
import io.innkeeper.booking.jpa.LegacyProblem.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Moves accounts with the hashes of their passwords. */
final class LegacyUsers implements LegacyMove.Mover {

    /** What the column takes. */
    private static final int LONGEST_HASH = 512;

    private final LegacyCheck check;
    private final PasswordHasher hasher;

    LegacyUsers(LegacyCheck check, PasswordHasher hasher) {
        this.check = check;
        this.hasher = hasher;
    }

    @Override
    public int move(LegacyTables tables, List<LegacyRow> rows, List<LegacyProblem> problems) throws SQLException {
        Map<LegacyRow, User> users = new LinkedHashMap<>();
        for (LegacyRow row : rows) {
            // Nobody knows the password, and what is put in its place only has to be there.
            Registration registration = new Registration(row.text("email"), row.text("name"), "unknown");
            row.violates(check.violations(registration));
            if (row.isMalformed()) {
                problems.add(row.malformed());
            } else {
                users.put(
                        row,
                        new User(new UserId(row.id()), registration.email(), registration.name(), UUID.randomUUID()));
            }
        }
        Map<String, UUID> taken = tables.usersOf(
                users.values().stream().map(User::email).distinct().toList());
        Map<User, String> moved = new LinkedHashMap<>();
        List<LegacyProblem> unknown = new ArrayList<>();
        users.forEach((row, user) -> {
            UUID other = taken.putIfAbsent(user.email(), user.id().value());
            if (other != null) {
                problems.add(row.problem(
                        Kind.DUPLICATE, "email is " + user.email() + ", as that of " + LegacyId.USER.name(other)));
                return;
            }
            // Longer than any hash of a password is; what does not fit could not be checked later either.
            String hash = row.text("password_hash").length() > LONGEST_HASH ? "" : row.text("password_hash");
            if (!hasher.recognises(hash)) {
                unknown.add(unknownHash(row, hash));
            }
            moved.put(user, hash);
        });
        tables.addUsers(moved);
        problems.addAll(unknown);
        return moved.size();
    }

    @Override
    public void lookAgain(LegacyTables tables, List<LegacyRow> rows, List<LegacyProblem> problems) throws SQLException {
        Map<UUID, String> hashes =
                tables.hashes(rows.stream().map(LegacyRow::id).toList());
        for (LegacyRow row : rows) {
            String hash = hashes.get(row.id());
            if (hash != null && !hasher.recognises(hash)) {
                problems.add(unknownHash(row, hash));
            }
        }
    }

    private LegacyProblem unknownHash(LegacyRow row, String hash) {
        String what = hash.isEmpty() ? "is empty, or too long for one" : "is none that " + hasher + " knows";
        return row.problem(
                Kind.UNKNOWN_HASH,
                "password_hash " + what + ": moved, but nobody can log in with the old password of user "
                        + row.oldId());
    }
}
