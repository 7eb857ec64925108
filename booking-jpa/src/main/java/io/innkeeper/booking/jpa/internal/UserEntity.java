package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code user}. */
@Entity
@Table(name = "user")
class UserEntity {

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "email")
    private String email;

    @Column(name = "name")
    private String name;

    @Column(name = "stamp")
    private UUID stamp;

    @SuppressWarnings("NullAway.Init") // filled by the persistence provider
    protected UserEntity() {}

    UserEntity(User user) {
        id = user.id().value();
        email = user.email();
        name = user.name();
        stamp = user.stamp();
    }

    User toUser() {
        return new User(new UserId(id), email, name, stamp);
    }
}
