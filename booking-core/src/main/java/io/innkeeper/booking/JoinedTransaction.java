package io.innkeeper.booking;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that the host has open, and in which {@link Innkeeper#in} does its work. A storage makes it, of whatever the host
 * has at hand: booking-jpa of an {@code EntityManager} or a JDBC {@code Connection}. For the thread that the transaction is of,
 * and of no more use once it has ended.
 */
public final class JoinedTransaction {

    private final Storage storage;
    private final @Nullable Consumer<Runnable> afterCommit;

    private JoinedTransaction(Storage storage, @Nullable Consumer<Runnable> afterCommit) {
        this.storage = storage;
        this.afterCommit = afterCommit;
    }

    /**
     * For storages.
     *
     * @param storage does everything inside the transaction, and neither ends it nor what it is on
     */
    public static JoinedTransaction of(Storage storage) {
        return new JoinedTransaction(Objects.requireNonNull(storage, "storage"), null);
    }

    /**
     * The same transaction, of whose commit listeners are told. Without that they are not, and whoever must know has a relay
     * ({@link io.innkeeper.booking.event.Events#relay}), which delivers what was committed in whatever way.
     *
     * @param hook has what it is given run once the transaction is committed, and not if it is rolled back: a synchronization of
     *     Jakarta transactions or of Spring, or a list that the host works off after its commit
     */
    public JoinedTransaction afterCommit(Consumer<Runnable> hook) {
        return new JoinedTransaction(storage, Objects.requireNonNull(hook, "hook"));
    }

    /** Does everything inside the transaction. */
    public Storage storage() {
        return storage;
    }

    @Nullable
    Consumer<Runnable> afterCommit() {
        return afterCommit;
    }
}
