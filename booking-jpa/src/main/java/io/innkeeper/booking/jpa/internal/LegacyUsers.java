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
            String hash = row.text("password_hash");
            if (!hasher.recognises(hash)) {
                unknown.add(row.problem(
                        Kind.UNKNOWN_HASH,
                        "password_hash is "
                                + (hash.isEmpty() ? "empty" : "none that " + hasher + " knows")
                                + ": moved, but " + user.email() + " cannot log in with the old password"));
            }
            // Longer than any hash of a password is; what does not fit could not be checked later either.
            moved.put(user, hash.length() > LONGEST_HASH ? "" : hash);
        });
        tables.addUsers(moved);
        problems.addAll(unknown);
        return moved.size();
    }
}
