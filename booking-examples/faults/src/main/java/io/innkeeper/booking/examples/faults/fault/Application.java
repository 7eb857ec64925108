package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.load.Load;
import io.innkeeper.booking.examples.faults.load.Scene;
import io.innkeeper.booking.jpa.JpaStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that guests use until it is killed. It prints a line whenever something more was acknowledged. */
public final class Application {

    private static final int GUESTS = 4;

    private Application() {}

    /** Starts it, with the file of the history, the scene, and a seed. */
    public static void main(String[] args) throws Exception {
        try (Journal journal = Journal.in(Path.of(args[0]));
                Innkeeper innkeeper = Innkeeper.builder()
                        .storage(JpaStorage.connect(
                                System.getenv("INNKEEPER_URL"),
                                System.getenv("INNKEEPER_USER"),
                                System.getenv("INNKEEPER_PASSWORD")))
                        .passwordHasher(PasswordHasher.pbkdf2(1))
                        .answerWithin(Duration.ofSeconds(5))
                        .build()) {
            Scene scene = Scene.of(args[1], innkeeper);
            Load.start(List.of(innkeeper), journal, scene, GUESTS, Long.parseLong(args[2]));
            for (long told = 0; true; told++) {
                long wanted = told + 1;
                while (!journal.await(() -> journal.acknowledged() >= wanted, Duration.ofMinutes(1))) {
                    // goes on until it is killed
                }
                System.out.println(wanted);
            }
        }
    }
}
