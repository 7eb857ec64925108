package io.innkeeper.booking.account;

import java.util.Objects;
import java.util.UUID;

/**
 * Someone with an account. Immutable.
 *
 * @param id identity of the user
 * @param email e-mail address in the form in which addresses are compared: lower case, no surrounding space
 * @param name what to call the user
 * @param stamp a random value that changes with the password. A host that keeps it in a session or a remember-me cookie
 *     and compares it on each request ends that session when the password is changed or reset elsewhere
 */
public record User(UserId id, String email, String name, UUID stamp) {

    /** Identity, e-mail address and name; not the stamp, which stands in sessions and cookies. */
    @Override
    public String toString() {
        return "User[id=" + id + ", email=" + email + ", name=" + name + "]";
    }

    /** Checks that no part is null. */
    public User {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stamp, "stamp");
    }
}
