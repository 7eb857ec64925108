package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code user_credential}. */
@Entity
@Table(name = "user_credential")
class CredentialEntity {

    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "password_hash")
    private String passwordHash;

    /** SHA-256 of the token that was given out, or null. */
    @Column(name = "reset_token_hash")
    private byte @Nullable [] resetTokenHash;

    @Column(name = "reset_expires_ms")
    private @Nullable Long resetExpiresMs;

    @SuppressWarnings("NullAway.Init") // filled by the persistence provider
    protected CredentialEntity() {}

    String passwordHash() {
        return passwordHash;
    }
}
