package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.account.AccountStore.Attempts;
import io.innkeeper.booking.account.Accounts;
import io.innkeeper.booking.account.Authentication;
import io.innkeeper.booking.account.Authentication.Authenticated;
import io.innkeeper.booking.account.Authentication.Rejected;
import io.innkeeper.booking.account.Authentication.Throttled;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.ResetToken;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What is promised of accounts: one for each address, passwords that are kept safely, and throttling. */
public abstract class AccountsContract extends StorageContract {

    private static final String OTHER = "eleven herons by the river";
    private static final String WRONG = "a wrong but long password";

    /** For subclasses. */
    protected AccountsContract() {}

    /** An application of its own, with a clock and a hasher that counts. */
    private final class Scene {
        final SettableClock clock = new SettableClock(NOW);
        final CountingHasher hasher = new CountingHasher(CHEAP);
        final Accounts accounts = application(hasher, clock).accounts();
        final String email = newEmail();

        User register() {
            return accounts.register(new Registration(email, "Ada", PASSWORD));
        }

        Authentication logIn(String password) {
            return accounts.logIn(email, password);
        }

        /** Uses up what is free. */
        Scene fail() {
            for (int i = 0; i < 5; i++) {
                assertThat(logIn(WRONG)).isEqualTo(new Rejected());
            }
            return this;
        }

        ResetToken resetToken() {
            return accounts.requestPasswordReset(email).orElseThrow();
        }
    }

    private Accounts accounts() {
        return innkeeper().accounts();
    }

    private static void assertSecretIsRefused(String field, Throwable thrown) {
        assertThat(thrown).isInstanceOf(InvalidRequestException.class);
        assertThat(((InvalidRequestException) thrown).violations())
                .isNotEmpty()
                .allSatisfy(violation ->
                        assertThat(violation).returns(field, Violation::field).returns("(hidden)", Violation::value));
    }

    // Registering and logging in

    @Test
    void whoRegisteredCanLogIn() {
        String email = newEmail();

        User user = accounts().register(new Registration(email, "Ada Lovelace", PASSWORD));

        assertThat(user).returns(email, User::email).returns("Ada Lovelace", User::name);
        assertThat(accounts().find(user.id())).contains(user);
        assertThat(accounts().logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
        assertThat(accounts().logIn(email, WRONG)).isEqualTo(new Rejected());
        assertThat(applications(2).get(1).accounts().logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
    }

    @Test
    void caseAndSurroundingSpaceOfAnAddressDoNotMatter() {
        String email = newEmail();
        String shouted = "\t " + email.toUpperCase(Locale.ROOT) + " \n";

        User user = accounts().register(new Registration(shouted, "Ada", PASSWORD));

        assertThat(user.email()).isEqualTo(email);
        assertThat(accounts().logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
        assertThat(accounts().logIn(shouted, PASSWORD)).isEqualTo(new Authenticated(user));
        assertThat(accounts().requestPasswordReset(shouted))
                .map(ResetToken::user)
                .contains(user);
    }

    @Test
    void caseAndSpaceOfAPasswordMatter() {
        String email = newEmail();
        accounts().register(new Registration(email, "Ada", PASSWORD));

        for (String wrong : List.of(PASSWORD.toUpperCase(Locale.ROOT), PASSWORD + " ", " " + PASSWORD, "")) {
            assertThat(accounts().logIn(email, wrong)).as("<%s>", wrong).isEqualTo(new Rejected());
        }
    }

    @Test
    void anAddressHasOneAccount() {
        String email = newEmail();
        User user = accounts().register(new Registration(email, "Ada", PASSWORD));

        for (String same : List.of(email, email.toUpperCase(Locale.ROOT), "  " + email + " ")) {
            assertThatExceptionOfType(AlreadyExistsException.class)
                    .isThrownBy(() -> accounts().register(new Registration(same, "Eve", OTHER)))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("email"))
                    .satisfies(e -> assertThat(e.value()).isEqualTo(email));
        }
        assertThat(accounts().logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
        assertThat(accounts().logIn(email, OTHER)).isEqualTo(new Rejected());
    }

    @Test
    void anAddressIsTheSameHoweverItsCharactersAreWritten() {
        String unique = newEmail().replace("@example.org", "");
        User user = accounts()
                .register(new Registration("jos\u00e9-" + unique + "@ex\u00e4mple.org", "Jos\u00e9", PASSWORD));

        for (String same :
                List.of("jose\u0301-" + unique + "@ex\u00e4mple.org", "JOS\u00c9-" + unique + "@xn--exmple-cua.org")) {
            assertThat(accounts().logIn(same, PASSWORD)).as(same).isEqualTo(new Authenticated(user));
        }
    }

    @Test
    void addressesAreComparedExactlyOtherwise() {
        String tail = newEmail();
        for (String head : List.of("jose", "jos\u00e9", "jo_e", "jo%", "\u00dfs", "sss")) {
            accounts().register(new Registration(head + tail, "Jose", PASSWORD));
        }
        assertThat(accounts().logIn("jo%" + tail, PASSWORD).success()).isPresent();
        assertThat(accounts().logIn("jo?e" + tail, PASSWORD)).isEqualTo(new Rejected());
        assertThat(accounts().logIn("j%" + tail, PASSWORD)).isEqualTo(new Rejected());
    }

    @Test
    void ofManyWhoRegisterAnAddressAtOnceExactlyOneGetsIt() {
        int threads = 32;
        List<Innkeeper> applications = applications(2);
        for (int round = 0; round < 5; round++) {
            String email = newEmail();
            List<Optional<User>> answers = Race.run(threads, i -> {
                String address = i % 2 == 0 ? email : email.toUpperCase(Locale.ROOT);
                try {
                    return Optional.of(applications
                            .get(i % 2)
                            .accounts()
                            .register(new Registration(address, "Racer " + i, PASSWORD + i)));
                } catch (AlreadyExistsException e) {
                    return Optional.empty();
                }
            });

            List<User> winners = answers.stream().flatMap(Optional::stream).toList();
            assertThat(winners).hasSize(1);
            int winner = answers.indexOf(Optional.of(winners.get(0)));
            assertThat(accounts().logIn(email, PASSWORD + winner)).isEqualTo(new Authenticated(winners.get(0)));
        }
    }

    @Test
    void aPasswordThatThePolicyRefusesMakesNoAccount() {
        String email = newEmail();
        for (String password : List.of("", "too short", "aaaaaaaaaaaaaaaaaaaa", email, "x".repeat(300))) {
            assertSecretIsRefused(
                    "password", catchThrowable(() -> accounts().register(new Registration(email, "Ada", password))));
            assertThat(accounts().logIn(email, password)).isEqualTo(new Rejected());
        }
        assertThat(accounts().requestPasswordReset(email)).isEmpty();
    }

    @Test
    void passwordsMayBeLongAndOfAnyScript() {
        for (String password : List.of(
                "\u043f\u0430\u0440\u043e\u043b\u044c \u0434\u043b\u0438\u043d\u043e\u0439 \u0432 \u0441\u0442\u0440\u043e\u043a\u0443",
                "\ud83c\udfe8 a hotel, and \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 a family",
                "'; drop table user; -- %_\\\"",
                "lots of words and then some more ".repeat(4))) {
            String email = newEmail();
            User user = accounts().register(new Registration(email, "Ada", password));

            assertThat(accounts().logIn(email, password)).isEqualTo(new Authenticated(user));
            assertThat(accounts().logIn(email, password + "x")).isEqualTo(new Rejected());
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        UserId nobody = new UserId(UUID.randomUUID());

        assertThat(accounts().find(nobody)).isEmpty();
        assertThat(accounts().requestPasswordReset(newEmail())).isEmpty();
        assertThat(accounts().resetPassword("no such token", OTHER)).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> accounts().changePassword(nobody, PASSWORD, OTHER))
                .satisfies(e -> assertThat(e.what()).isEqualTo("user"));
    }

    // Hashing

    @Test
    void anUnknownAddressCostsWhatAWrongPasswordCostsAndIsAnsweredTheSame() {
        Scene scene = new Scene();
        scene.register();

        scene.hasher.takeCount();
        Authentication wrong = scene.logIn(WRONG);
        assertThat(scene.hasher.takeCount()).as("hashes for a wrong password").isEqualTo(1);
        Authentication unknown = scene.accounts.logIn(newEmail(), WRONG);
        assertThat(scene.hasher.takeCount()).as("hashes for an unknown address").isEqualTo(1);
        Authentication tooLong = scene.accounts.logIn("x".repeat(1000) + newEmail(), WRONG);
        assertThat(scene.hasher.takeCount())
                .as("hashes for an impossible address")
                .isEqualTo(1);

        assertThat(List.of(wrong, unknown, tooLong)).containsOnly(new Rejected());
    }

    @Test
    void theRightPasswordIsHashedOnce() {
        Scene scene = new Scene();
        User user = scene.register();
        scene.hasher.takeCount();

        assertThat(scene.logIn(PASSWORD)).isEqualTo(new Authenticated(user));
        assertThat(scene.hasher.takeCount()).isEqualTo(1);
    }

    @Test
    void anAttemptThatIsThrottledIsNotHashed() {
        Scene scene = new Scene().fail();
        scene.hasher.takeCount();

        assertThat(scene.logIn(WRONG)).isInstanceOf(Throttled.class);
        assertThat(scene.hasher.takeCount()).isZero();
    }

    @Test
    void aPasswordIsHashedAgainAtLogInWhenTheParametersHaveGrown() {
        String email = newEmail();
        User user = accounts().register(new Registration(email, "Ada", PASSWORD));
        String weak = storedHash(email);
        Accounts stronger =
                application(PasswordHasher.pbkdf2(2), new SettableClock(NOW)).accounts();

        assertThat(stronger.logIn(email, WRONG)).isEqualTo(new Rejected());
        assertThat(storedHash(email)).isEqualTo(weak);

        assertThat(stronger.logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
        String strong = storedHash(email);
        assertThat(PasswordHasher.pbkdf2(2).isOutdated(weak)).isTrue();
        assertThat(PasswordHasher.pbkdf2(2).isOutdated(strong)).isFalse();

        // The stamp stays, and an application that still has the old parameters does not undo it.
        assertThat(accounts().logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
        assertThat(stronger.logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
        assertThat(storedHash(email)).isEqualTo(strong);
        assertThat(accounts().find(user.id())).contains(user);
    }

    @Test
    void whoComesFromAnotherSystemLogsInOnceItsHasherIsThereAndIsHashedAgain() {
        String email = newEmail();
        User user = new User(new UserId(UUID.randomUUID()), email, "Ada", UUID.randomUUID());
        // By Python: hashlib.pbkdf2_hmac("sha256", b"seven otters on a lake", b"saltSALT", 1000)
        String stored = "pbkdf2:sha256:1000$saltSALT$6b96f14b61a4832014d9555feeef53b8664af2b1b8bbda2e52f0587f9d43dcd4";
        storage().accounts().add(user, stored);

        assertThat(accounts().logIn(email, PASSWORD)).isEqualTo(new Rejected());
        assertThat(storedHash(email)).isEqualTo(stored);

        PasswordHasher both = CHEAP.orElse(PasswordHasher.werkzeug());
        Accounts later = application(both, new SettableClock(NOW)).accounts();
        assertThat(later.logIn(email, WRONG)).isEqualTo(new Rejected());
        assertThat(storedHash(email)).isEqualTo(stored);
        assertThat(later.logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
        assertThat(CHEAP.isOutdated(storedHash(email))).isFalse();

        // From here on the other hasher is not needed.
        assertThat(accounts().logIn(email, PASSWORD)).isEqualTo(new Authenticated(user));
    }

    @Test
    void aPasswordThatIsHashedAgainKeepsItsResetToken() {
        Scene scene = new Scene();
        User user = scene.register();
        ResetToken token = scene.resetToken();
        Accounts stronger = application(PasswordHasher.pbkdf2(2), scene.clock).accounts();
        assertThat(stronger.logIn(scene.email, PASSWORD)).isEqualTo(new Authenticated(user));

        assertThat(scene.accounts.resetPassword(token.secret(), OTHER)).isPresent();
    }

    @Test
    void noMorePasswordsAreHashedAtOnceThanTheHasherAllows() {
        CountingHasher counting = new CountingHasher(PasswordHasher.pbkdf2(200));
        Accounts bounded =
                application(counting.atMost(2), new SettableClock(NOW)).accounts();

        List<Authentication> answers = Race.run(16, i -> bounded.logIn(newEmail(), WRONG));

        assertThat(answers).containsOnly(new Rejected());
        assertThat(counting.mostAtOnce()).isBetween(1, 2);
    }

    private String storedHash(String email) {
        return storage().accounts().credential(email).orElseThrow().passwordHash();
    }

    // Throttling

    @Test
    void whoKeepsFailingWaitsLongerEachTimeButNeverForLongerThanAQuarterOfAnHour() {
        Scene scene = new Scene();
        scene.register();
        scene.fail();

        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            Authentication answer = scene.logIn(WRONG);
            assertThat(answer).isInstanceOf(Throttled.class);
            Duration wait = ((Throttled) answer).retryAfter();
            waits.add(wait.toSeconds());
            scene.clock.advance(wait.minusMillis(1));
            assertThat(scene.logIn(PASSWORD)).isEqualTo(new Throttled(Duration.ofMillis(1)));
            scene.clock.advance(Duration.ofMillis(1));
            assertThat(scene.logIn(WRONG)).isEqualTo(new Rejected());
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L, 900L, 900L);

        scene.clock.advance(Duration.ofMinutes(15));
        assertThat(scene.logIn(PASSWORD).success()).as("after all that").isPresent();
    }

    @Test
    void askingWhileThrottledDoesNotMakeTheWaitLonger() {
        Scene scene = new Scene().fail();
        for (int i = 0; i < 20; i++) {
            assertThat(scene.logIn(WRONG)).isEqualTo(new Throttled(Duration.ofSeconds(1)));
        }
        scene.clock.advance(Duration.ofSeconds(1));

        assertThat(scene.logIn(WRONG)).isEqualTo(new Rejected());
    }

    @Test
    void addressesWithoutAnAccountAreThrottledJustTheSame() {
        Scene scene = new Scene().fail();

        assertThat(scene.logIn(WRONG)).isEqualTo(new Throttled(Duration.ofSeconds(1)));
        assertThat(scene.accounts.logIn(" " + scene.email.toUpperCase(Locale.ROOT), WRONG))
                .isEqualTo(new Throttled(Duration.ofSeconds(1)));
        assertThat(scene.accounts.logIn(newEmail(), WRONG)).as("elsewhere").isEqualTo(new Rejected());
    }

    @Test
    void allApplicationsThrottleTogether() {
        Scene scene = new Scene().fail();

        assertThat(applications(2).get(1).accounts().logIn(scene.email, WRONG)).isInstanceOf(Throttled.class);
    }

    @Test
    void ofManyGuessesAtOnceFiveAreLookedAt() {
        int threads = 32;
        List<Innkeeper> applications = applications(2);
        for (int round = 0; round < 10; round++) {
            String email = newEmail();
            List<Authentication> answers =
                    Race.run(threads, i -> applications.get(i % 2).accounts().logIn(email, WRONG));

            assertThat(answers)
                    .as("round %d", round)
                    .filteredOn(answer -> answer instanceof Rejected)
                    .hasSize(5);
            assertThat(answers)
                    .filteredOn(answer -> answer instanceof Throttled)
                    .hasSize(threads - 5);
        }
    }

    @Test
    void theStoreItselfCountsEachAttempt() {
        AccountStore store = storage().accounts();
        byte[] address = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        byte[] addressHash = Arrays.copyOf(address, 32);
        Attempts first = new Attempts(1, NOW, NOW);
        Attempts second = new Attempts(2, NOW, NOW.plusMillis(1));

        assertThat(store.attempts(addressHash)).isEmpty();
        assertThat(store.replaceAttempts(addressHash, first, second))
                .as("none are there")
                .isFalse();
        assertThat(store.replaceAttempts(addressHash, null, first)).isTrue();
        assertThat(store.replaceAttempts(addressHash, null, second))
                .as("some are there")
                .isFalse();
        assertThat(store.replaceAttempts(addressHash, second, first))
                .as("others are there")
                .isFalse();
        assertThat(store.attempts(addressHash)).contains(first);
        assertThat(store.replaceAttempts(addressHash, first, second)).isTrue();
        assertThat(store.attempts(addressHash)).contains(second);
        assertThat(store.replaceAttempts(addressHash, first, null))
                .as("others are there")
                .isFalse();
        assertThat(store.replaceAttempts(addressHash, second, null)).isTrue();
        assertThat(store.attempts(addressHash)).isEmpty();
    }

    @Test
    void theRightPasswordClearsTheCount() {
        Scene scene = new Scene();
        scene.register();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(scene.logIn(WRONG)).isEqualTo(new Rejected());
            }
            assertThat(scene.logIn(PASSWORD)).isInstanceOf(Authenticated.class);
        }
        scene.fail();
        scene.clock.advance(Duration.ofSeconds(1));
        assertThat(scene.logIn(PASSWORD)).isInstanceOf(Authenticated.class);

        scene.fail();
        assertThat(scene.logIn(WRONG)).isEqualTo(new Throttled(Duration.ofSeconds(1)));
    }

    @Test
    void failuresAreForgottenAfterADay() {
        Scene scene = new Scene().fail();
        scene.clock.advance(Duration.ofDays(1).plusMillis(1));

        scene.fail();
        assertThat(scene.logIn(WRONG)).isEqualTo(new Throttled(Duration.ofSeconds(1)));
    }

    @Test
    void aClockThatWasWrongLocksNobodyOut() {
        Scene scene = new Scene();
        scene.register();
        scene.clock.advance(Duration.ofDays(30));
        scene.fail();
        scene.clock.advance(Duration.ofDays(-30));

        assertThat(scene.logIn(PASSWORD)).isInstanceOf(Authenticated.class);
    }

    @Test
    void whoAsksForResetsAgainAndAgainIsThrottledApartFromLoggingIn() {
        Scene scene = new Scene();
        User user = scene.register();
        for (int i = 0; i < 4; i++) {
            scene.resetToken();
        }
        ResetToken last = scene.resetToken();

        assertThat(scene.accounts.requestPasswordReset(scene.email)).isEmpty();
        assertThat(scene.logIn(PASSWORD)).isEqualTo(new Authenticated(user));

        scene.clock.advance(Duration.ofSeconds(1));
        assertThat(scene.accounts.requestPasswordReset(scene.email)).isPresent();
        assertThat(scene.accounts.requestPasswordReset(scene.email)).isEmpty();
        assertThat(scene.accounts.resetPassword(last.secret(), OTHER))
                .as("a token that was replaced")
                .isEmpty();
    }

    // Changing a password

    @Test
    void changingAPasswordChangesTheStampAndEndsTheOldPassword() {
        Scene scene = new Scene();
        User before = scene.register();

        Authentication answer = scene.accounts.changePassword(before.id(), PASSWORD, OTHER);

        assertThat(answer).isInstanceOf(Authenticated.class);
        User after = answer.success().orElseThrow();
        assertThat(after.stamp()).isNotEqualTo(before.stamp());
        assertThat(after).isEqualTo(new User(before.id(), before.email(), before.name(), after.stamp()));
        assertThat(scene.accounts.find(before.id())).contains(after);
        assertThat(scene.logIn(PASSWORD)).isEqualTo(new Rejected());
        assertThat(scene.logIn(OTHER)).isEqualTo(new Authenticated(after));
    }

    @Test
    void aWrongCurrentPasswordChangesNothing() {
        Scene scene = new Scene();
        User user = scene.register();

        assertThat(scene.accounts.changePassword(user.id(), WRONG, OTHER)).isEqualTo(new Rejected());
        assertThat(scene.accounts.find(user.id())).contains(user);
        assertThat(scene.logIn(PASSWORD)).isEqualTo(new Authenticated(user));
    }

    @Test
    void aNewPasswordThatThePolicyRefusesChangesNothing() {
        Scene scene = new Scene();
        User user = scene.register();

        for (String bad : List.of("", "too short", scene.email)) {
            assertSecretIsRefused(
                    "newPassword", catchThrowable(() -> scene.accounts.changePassword(user.id(), PASSWORD, bad)));
        }
        assertThat(scene.logIn(PASSWORD)).isEqualTo(new Authenticated(user));
    }

    @Test
    void changesOfAPasswordAreThrottledTogetherWithLogIns() {
        Scene scene = new Scene();
        User user = scene.register();
        for (int i = 0; i < 5; i++) {
            assertThat(i % 2 == 0 ? scene.accounts.changePassword(user.id(), WRONG, OTHER) : scene.logIn(WRONG))
                    .isEqualTo(new Rejected());
        }

        Throttled second = new Throttled(Duration.ofSeconds(1));
        assertThat(scene.accounts.changePassword(user.id(), PASSWORD, OTHER)).isEqualTo(second);
        assertThat(scene.logIn(PASSWORD)).isEqualTo(second);
        assertThat(scene.accounts.find(user.id())).contains(user);

        scene.clock.advance(Duration.ofSeconds(1));
        assertThat(scene.accounts.changePassword(user.id(), PASSWORD, OTHER)).isInstanceOf(Authenticated.class);
    }

    @Test
    void ofManyChangesAtOnceOneHappens() {
        Scene scene = new Scene();
        User user = scene.register();

        List<Authentication> answers = Race.run(4, i -> scene.accounts.changePassword(user.id(), PASSWORD, OTHER + i));

        assertThat(answers)
                .filteredOn(answer -> answer instanceof Authenticated)
                .hasSize(1);
        int winner = answers.indexOf(answers.stream()
                .filter(answer -> answer instanceof Authenticated)
                .findFirst()
                .orElseThrow());
        assertThat(scene.logIn(OTHER + winner)).isEqualTo(answers.get(winner));
        assertThat(scene.logIn(PASSWORD)).isEqualTo(new Rejected());
    }

    @Test
    void theStoreItselfReplacesAHashOnlyIfItIsTheExpectedOne() {
        User user = newUser();
        AccountStore store = storage().accounts();
        AccountStore.Credential before = store.credential(user.id()).orElseThrow();
        UUID stamp = UUID.randomUUID();

        assertThat(store.replacePassword(before, "new hash", stamp)).isTrue();
        assertThat(store.replacePassword(before, "newer hash", UUID.randomUUID()))
                .isFalse();
        assertThat(store.credential(user.email()).orElseThrow())
                .returns("new hash", AccountStore.Credential::passwordHash)
                .returns(new User(user.id(), user.email(), user.name(), stamp), AccountStore.Credential::user);
    }

    @Test
    void changingAPasswordEndsAResetToken() {
        Scene scene = new Scene();
        User user = scene.register();
        ResetToken token = scene.resetToken();
        scene.accounts.changePassword(user.id(), PASSWORD, OTHER);

        assertThat(scene.accounts.resetPassword(token.secret(), WRONG)).isEmpty();
        assertThat(scene.logIn(OTHER)).isInstanceOf(Authenticated.class);
    }

    // Resetting a password

    @Test
    void aTokenSetsANewPasswordOnce() {
        Scene scene = new Scene();
        User before = scene.register();
        ResetToken token = scene.resetToken();
        assertThat(token.user()).isEqualTo(before);
        assertThat(token.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));

        User after = scene.accounts.resetPassword(token.secret(), OTHER).orElseThrow();

        assertThat(after).isEqualTo(new User(before.id(), before.email(), before.name(), after.stamp()));
        assertThat(after.stamp()).isNotEqualTo(before.stamp());
        assertThat(scene.accounts.resetPassword(token.secret(), WRONG)).isEmpty();
        assertThat(scene.logIn(PASSWORD)).isEqualTo(new Rejected());
        assertThat(scene.logIn(WRONG)).isEqualTo(new Rejected());
        assertThat(scene.logIn(OTHER)).isEqualTo(new Authenticated(after));
    }

    @Test
    void ofManyWhoUseATokenAtOnceExactlyOneSucceeds() {
        List<Innkeeper> applications = applications(2);
        for (int round = 0; round < 5; round++) {
            Scene scene = new Scene();
            scene.register();
            ResetToken token = scene.resetToken();

            List<Optional<User>> answers =
                    Race.run(16, i -> applications.get(i % 2).accounts().resetPassword(token.secret(), OTHER + i));

            List<User> winners = answers.stream().flatMap(Optional::stream).toList();
            assertThat(winners).hasSize(1);
            int winner = answers.indexOf(Optional.of(winners.get(0)));
            assertThat(scene.logIn(OTHER + winner)).isEqualTo(new Authenticated(winners.get(0)));
        }
    }

    @Test
    void aTokenExpiresAfterAnHour() {
        Scene scene = new Scene();
        User user = scene.register();
        ResetToken token = scene.resetToken();
        scene.clock.advance(Duration.ofHours(1));
        assertThat(scene.accounts.resetPassword(token.secret(), OTHER)).isEmpty();
        assertThat(scene.logIn(PASSWORD)).isEqualTo(new Authenticated(user));

        scene.clock.advance(Duration.ofMillis(-1));
        assertThat(scene.accounts.resetPassword(token.secret(), OTHER)).isPresent();
    }

    @Test
    void aNewerTokenTakesThePlaceOfAnOlderOne() {
        Scene scene = new Scene();
        scene.register();
        ResetToken older = scene.resetToken();
        ResetToken newer = scene.resetToken();
        assertThat(newer.secret()).isNotEqualTo(older.secret());

        assertThat(scene.accounts.resetPassword(older.secret(), OTHER)).isEmpty();
        assertThat(scene.accounts.resetPassword(newer.secret(), OTHER)).isPresent();
    }

    @Test
    void aNewPasswordThatThePolicyRefusesLeavesTheTokenUsable() {
        Scene scene = new Scene();
        scene.register();
        ResetToken token = scene.resetToken();

        assertSecretIsRefused(
                "newPassword", catchThrowable(() -> scene.accounts.resetPassword(token.secret(), "too short")));
        assertThat(scene.accounts.resetPassword(token.secret(), OTHER)).isPresent();
    }

    @Test
    void whoIsThrottledCanResetThePasswordAndLogInAtOnce() {
        Scene scene = new Scene();
        scene.register();
        scene.fail();
        assertThat(scene.logIn(PASSWORD)).isInstanceOf(Throttled.class);

        assertThat(scene.accounts.resetPassword(scene.resetToken().secret(), OTHER))
                .isPresent();
        assertThat(scene.logIn(OTHER)).isInstanceOf(Authenticated.class);
    }

    // Secrets

    @Test
    void ofATokenOnlyTheHashIsKept() throws NoSuchAlgorithmException {
        Scene scene = new Scene();
        User user = scene.register();
        String secret = scene.resetToken().secret();
        AccountStore store = storage().accounts();

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(store.findByResetToken(hash, NOW)).contains(user);
        assertThat(store.findByResetToken(secret.getBytes(StandardCharsets.UTF_8), NOW))
                .isEmpty();
        assertThat(storedHash(scene.email)).doesNotContain(PASSWORD);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void noPasswordNoHashAndNoTokenIsEverShown() {
        Scene scene = new Scene();
        List<Object> shown = new ArrayList<>();
        List<String> secrets = new ArrayList<>(List.of(PASSWORD, OTHER, WRONG, "too short"));
        Optional<String> log = logged(() -> {
            shown.add(new Registration(scene.email, "Ada", PASSWORD));
            User user = scene.register();
            secrets.add(storedHash(scene.email));
            shown.add(catchThrowable(scene::register));
            shown.add(catchThrowable(() -> scene.accounts.register(new Registration("x", "", "too short"))));
            shown.add(catchThrowable(() -> scene.accounts.register(new Registration(newEmail(), "Ada", newEmail()))));
            shown.add(scene.logIn(WRONG));
            shown.add(scene.logIn(PASSWORD));
            shown.add(scene.accounts.logIn(newEmail(), WRONG));
            shown.add(catchThrowable(() -> scene.logIn(WRONG.repeat(1000))));
            shown.add(application(PasswordHasher.pbkdf2(2), scene.clock)
                    .accounts()
                    .logIn(scene.email, PASSWORD));
            secrets.add(storedHash(scene.email));
            shown.add(storage().accounts().credential(scene.email));
            shown.add(scene.accounts.changePassword(user.id(), WRONG, OTHER));
            shown.add(catchThrowable(() -> scene.accounts.changePassword(user.id(), PASSWORD, "too short")));
            shown.add(scene.accounts.changePassword(user.id(), PASSWORD, OTHER));
            ResetToken token = scene.resetToken();
            secrets.add(token.secret());
            shown.add(token);
            shown.add(catchThrowable(() -> scene.accounts.resetPassword(token.secret(), "too short")));
            shown.add(scene.accounts.resetPassword(token.secret(), PASSWORD));
            shown.add(scene.accounts.resetPassword(token.secret(), PASSWORD));
            secrets.add(storedHash(scene.email));
            scene.fail();
            shown.add(scene.logIn(WRONG));
        });

        for (Object each : shown) {
            String text = each instanceof Throwable thrown ? stackTrace(thrown) : String.valueOf(each);
            assertThat(text).doesNotContain(secrets);
        }
        Assumptions.assumeTrue(
                log.isPresent(), "the log was not looked at: override logged() for your logging backend");
        assertThat(log.orElseThrow()).isNotBlank().doesNotContain(secrets);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /**
     * Everything that is logged, down to the finest level, while something runs. Knows slf4j-simple when it logs to
     * {@code System.err}; to be overridden for other logging backends.
     *
     * @return the log, or empty if it cannot be recorded, which skips the test of it
     */
    protected Optional<String> logged(Runnable work) {
        return RecordedLog.during(work);
    }
}
