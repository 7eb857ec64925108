package io.innkeeper.booking.account;

import io.innkeeper.booking.constraint.OneLine;
import io.innkeeper.booking.input.Text;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * What someone gives to get an account.
 *
 * @param email e-mail address, at most 254 characters (RFC 5321, section 4.5.3.1.3, less the angle brackets); compared
 *     without case and surrounding space
 * @param name what to call the user, at most 200 characters on one line
 * @param password the password, judged by the {@link PasswordPolicy}
 */
public record Registration(
        @NotBlank(message = "must be given")
        @OneLine(max = 254)
        @Email(message = "must be an e-mail address")
        @Pattern(regexp = "[^\\s\\p{Z}\\p{Cf}]*+", message = "must not contain spaces or invisible characters")
        String email,

        @NotBlank(message = "must be given") @OneLine(max = 200)
        String name,

        @NotNull(message = "must be given") String password) {

    /** Brings e-mail address and name into the form in which they are stored. */
    public Registration {
        email = Text.email(email);
        name = Text.strip(name);
    }

    /** E-mail address and name; never the password. */
    @Override
    public String toString() {
        return "Registration[email=" + email + ", name=" + name + "]";
    }
}
