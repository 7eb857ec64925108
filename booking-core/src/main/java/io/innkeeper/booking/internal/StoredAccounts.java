package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.account.AccountStore.Credential;
import io.innkeeper.booking.account.Accounts;
import io.innkeeper.booking.account.Authentication;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.PasswordPolicy;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.ResetToken;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.input.Text;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts over a store. */
public final class StoredAccounts implements Accounts {

    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_EMAIL = 254;

    /** No e-mail address has a space: what is counted under such a name is counted apart. */
    private static final String RESET = "reset ";

    /** No password that could be set is longer; a longer one is not worth the time to hash it. */
    private static final int LONGEST_PASSWORD = 4096;

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    private final AccountStore store;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final RequestValidator validator;
    private final Clock clock;
    private final LoginThrottle throttle;

    /** Stands in for the hash of an account that is not there, so that looking it up takes the same time. */
    private final String nobodysHash;

    /** Accounts that are kept in {@code store}. */
    public StoredAccounts(
            AccountStore store, PasswordHasher hasher, PasswordPolicy policy, RequestValidator validator, Clock clock) {
        this(store, hasher, policy, validator, clock, hasher.hash(randomToken()));
    }

    private StoredAccounts(
            AccountStore store,
            PasswordHasher hasher,
            PasswordPolicy policy,
            RequestValidator validator,
            Clock clock,
            String nobodysHash) {
        this.store = store;
        this.hasher = hasher;
        this.policy = policy;
        this.validator = validator;
        this.clock = clock;
        this.throttle = new LoginThrottle(store, clock);
        this.nobodysHash = nobodysHash;
    }

    /** The same in another store; nothing is hashed for it, so it may be made for each transaction. */
    public StoredAccounts in(AccountStore other) {
        return new StoredAccounts(other, hasher, policy, validator, clock, nobodysHash);
    }

    @Override
    public User register(Registration registration) {
        List<Violation> violations = new ArrayList<>(validator.violations("registration", registration));
        if (registration.password() != null) {
            // E-mail address and name may be missing still.
            String[] contextWords = Stream.of(registration.email(), registration.name())
                    .filter(Objects::nonNull)
                    .toArray(String[]::new);
            violations.addAll(problems("password", registration.password(), contextWords));
        }
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
        User user = new User(new UserId(Ids.next()), registration.email(), registration.name(), UUID.randomUUID());
        store.add(user, hasher.hash(registration.password()));
        log.info("registered user {}", user.id());
        return user;
    }

    @Override
    public Authentication logIn(String email, String password) {
        String address = Text.email(Given.notNull("email", email));
        checkLength("password", password);
        Optional<Duration> wait = throttle.admit(address);
        if (wait.isPresent()) {
            log.info("a log-in is throttled");
            return new Authentication.Throttled(wait.get());
        }
        Credential credential = lookUp(address).orElse(null);
        return authenticate(credential, password);
    }

    @Override
    public Authentication changePassword(UserId user, String currentPassword, String newPassword) {
        Given.notNull("user", user);
        checkLength("currentPassword", currentPassword);
        Credential credential = store.credential(user).orElseThrow(() -> new NotFoundException("user", user));
        checkAcceptable("newPassword", newPassword, credential.user());
        Optional<Duration> wait = throttle.admit(credential.user().email());
        if (wait.isPresent()) {
            log.info("a change of password is throttled: user {}", user);
            return new Authentication.Throttled(wait.get());
        }
        if (!(authenticate(credential, currentPassword) instanceof Authentication.Authenticated)) {
            return new Authentication.Rejected();
        }
        // Read again: a hash whose parameters had grown was replaced just now.
        Credential present = store.credential(user).orElse(credential);
        UUID stamp = UUID.randomUUID();
        if (!present.user().stamp().equals(credential.user().stamp())
                || !store.replacePassword(present, hasher.hash(newPassword), stamp)) {
            return new Authentication.Rejected(); // somebody else changed it at this moment: it is not the current one
        }
        log.info("password changed: user {}", user);
        return new Authentication.Authenticated(withStamp(credential.user(), stamp));
    }

    @Override
    public Optional<ResetToken> requestPasswordReset(String email) {
        String address = Text.email(Given.notNull("email", email));
        // Counted apart from log-ins, and for unknown addresses as well.
        if (throttle.admit(RESET + address).isPresent()) {
            log.info("a password reset is throttled");
            return Optional.empty();
        }
        return lookUp(address).map(Credential::user).map(user -> {
            String secret = randomToken();
            Instant expiresAt = clock.instant().plus(TOKEN_LIFE).truncatedTo(ChronoUnit.MILLIS);
            store.putResetToken(user.id(), Sha256.of(secret), expiresAt);
            log.info("password reset asked for: user {}", user.id());
            return new ResetToken(user, secret, expiresAt);
        });
    }

    @Override
    public Optional<User> resetPassword(String secret, String newPassword) {
        byte[] tokenHash = Sha256.of(Given.notNull("secret", secret));
        Optional<User> found = store.findByResetToken(tokenHash, clock.instant());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        User user = found.get();
        checkAcceptable("newPassword", newPassword, user);
        UUID stamp = UUID.randomUUID();
        if (!store.redeemResetToken(tokenHash, clock.instant(), hasher.hash(newPassword), stamp)) {
            return Optional.empty();
        }
        throttle.clear(user.email());
        throttle.clear(RESET + user.email());
        log.info("password reset: user {}", user.id());
        return Optional.of(withStamp(user, stamp));
    }

    @Override
    public Optional<User> find(UserId user) {
        return store.find(Given.notNull("user", user));
    }

    /** What no account can have as its address is not asked for: a driver may send half a pair as something else. */
    private Optional<Credential> lookUp(String address) {
        return address.length() > LONGEST_EMAIL || !Text.isWellFormed(address)
                ? Optional.empty()
                : store.credential(address);
    }

    /** Hashes once whether there is a credential or not. */
    private Authentication authenticate(@Nullable Credential credential, String password) {
        Credential usable = credential;
        if (usable != null && !hasher.recognises(usable.passwordHash())) {
            log.warn(
                    "the hasher does not recognise the stored hash of user {}",
                    usable.user().id());
            usable = null;
        }
        boolean matches = hasher.matches(password, usable == null ? nobodysHash : usable.passwordHash());
        if (usable == null || !matches) {
            return new Authentication.Rejected();
        }
        User user = usable.user();
        throttle.clear(user.email());
        if (hasher.isOutdated(usable.passwordHash())
                && store.replacePassword(usable, hasher.hash(password), user.stamp())) {
            log.info("password hashed again with the present parameters: user {}", user.id());
        }
        return new Authentication.Authenticated(user);
    }

    private void checkAcceptable(String field, String password, User user) {
        List<Violation> violations = problems(field, Given.notNull(field, password), user.email(), user.name());
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
    }

    private List<Violation> problems(String field, String password, String... contextWords) {
        return policy.problems(password, contextWords).stream()
                .map(problem -> Violation.secret(field, problem))
                .toList();
    }

    private static void checkLength(String field, String password) {
        if (Given.notNull(field, password).length() > LONGEST_PASSWORD) {
            throw new InvalidRequestException(
                    List.of(Violation.secret(field, "must have at most " + LONGEST_PASSWORD + " characters")));
        }
    }

    private static User withStamp(User user, UUID stamp) {
        return new User(user.id(), user.email(), user.name(), stamp);
    }

    private static String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
