package io.innkeeper.booking.internal;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.Operation;
import io.innkeeper.booking.event.OperationEnd;
import io.innkeeper.booking.event.OperationEnd.Result;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.reservation.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Watches operations: tells the listeners how each began and ended, and logs those that were slow or lost. What a listener
 * throws changes no answer. Where nobody listens it costs two looks at the clock.
 */
public final class Watch {

    private static final Logger log = LoggerFactory.getLogger(Operation.class);

    private final InventoryLock inventory;
    private final String strategy;
    private final List<BookingListener> listeners;
    private final long slowAfterNanos;
    private final LongSupplier nanoTime;
    private final Seldom slow;
    private final Seldom lost;
    private final Seldom unknown;
    private final Seldom broken;

    /**
     * Of operations that change an inventory, for listeners who are told in this order.
     *
     * @param slowAfter from when on an operation is slow
     */
    public Watch(InventoryLock inventory, List<BookingListener> listeners, Duration slowAfter) {
        this(inventory, listeners, slowAfter, System::nanoTime);
    }

    /** With a clock of a test's choice. */
    Watch(InventoryLock inventory, List<BookingListener> listeners, Duration slowAfter, LongSupplier nanoTime) {
        this(
                inventory,
                List.copyOf(listeners),
                slowAfter.toNanos(),
                nanoTime,
                new Seldom(nanoTime),
                new Seldom(nanoTime),
                new Seldom(nanoTime),
                new Seldom(nanoTime));
    }

    private Watch(
            InventoryLock inventory,
            List<BookingListener> listeners,
            long slowAfterNanos,
            LongSupplier nanoTime,
            Seldom slow,
            Seldom lost,
            Seldom unknown,
            Seldom broken) {
        this.inventory = inventory;
        this.strategy = Objects.requireNonNull(inventory.name(), "the name of the strategy");
        this.listeners = listeners;
        this.slowAfterNanos = slowAfterNanos;
        this.nanoTime = nanoTime;
        this.slow = slow;
        this.lost = lost;
        this.unknown = unknown;
        this.broken = broken;
    }

    /** The same of operations that change an inventory inside a transaction of the host; together they write as seldom as one. */
    public Watch of(InventoryLock joined) {
        return new Watch(joined, listeners, slowAfterNanos, nanoTime, slow, lost, unknown, broken);
    }

    /** Tells the listeners that all is ready, and gives what is to be done when it is closed, which is done once. */
    public Runnable opened() {
        List<Runnable> closings = new ArrayList<>();
        for (BookingListener listener : listeners) {
            Runnable closing = guarded(() -> listener.opened(strategy, inventory::waiting));
            if (closing != null) {
                closings.add(closing);
            }
        }
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                closings.forEach(closing -> guarded(() -> {
                    closing.run();
                    return null;
                }));
            }
        };
    }

    /**
     * Has something done and watches it.
     *
     * @param hotel of which it is asked; null if that is not known
     * @param work does it, and has noted on its course what it takes
     */
    <T> T during(Operation.Kind kind, @Nullable HotelId hotel, Function<Course, T> work) {
        Course course = new Course(hotel);
        List<Consumer<OperationEnd>> ends = listeners.isEmpty() ? List.of() : started(kind, hotel);
        long began = nanoTime.getAsLong();
        T answer;
        try {
            answer = work.apply(course);
        } catch (Throwable e) {
            ended(kind, course, began, ends, result(e), e);
            throw e;
        }
        if (course.hotel() == null) { // such as of what was done before, so that the inventory was not asked
            course.at(hotelOf(answer));
        }
        ended(kind, course, began, ends, result(answer), answer);
        return answer;
    }

    private List<Consumer<OperationEnd>> started(Operation.Kind kind, @Nullable HotelId hotel) {
        Operation operation = new Operation(kind, hotel, strategy);
        List<Consumer<OperationEnd>> ends = new ArrayList<>(listeners.size());
        for (BookingListener listener : listeners) {
            Consumer<OperationEnd> end = guarded(() -> listener.started(operation));
            if (end != null) {
                ends.add(end);
            }
        }
        return ends;
    }

    /** In the opposite order, so that what one listener opens around another it closes around it. */
    private void ended(
            Operation.Kind kind,
            Course course,
            long began,
            List<Consumer<OperationEnd>> ends,
            Result result,
            @Nullable Object outcome) {
        long nanos = nanoTime.getAsLong() - began;
        if (!ends.isEmpty()) {
            OperationEnd end = new OperationEnd(
                    result,
                    Duration.ofNanos(nanos),
                    course.retries(),
                    course.together(),
                    course.hotel(),
                    outcome instanceof Throwable failure ? failure : null);
            for (int i = ends.size() - 1; i >= 0; i--) {
                Consumer<OperationEnd> told = ends.get(i);
                guarded(() -> {
                    told.accept(end);
                    return null;
                });
            }
        }
        if (result == Result.UNKNOWN) {
            write(Level.WARN, unknown, "unknown", kind, course, nanos, result, outcome);
        } else if (nanos >= slowAfterNanos) {
            write(Level.WARN, slow, "slow", kind, course, nanos, result, outcome);
        } else if (result == Result.CONTENDED || result == Result.TOO_LATE) {
            write(Level.INFO, lost, "lost", kind, course, nanos, result, outcome);
        }
    }

    private static void write(
            Level level,
            Seldom seldom,
            String what,
            Operation.Kind kind,
            Course course,
            long nanos,
            Result result,
            @Nullable Object outcome) {
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        seldom.write(leftOut -> log.atLevel(level)
                .log(
                        "{}: {} at hotel {}: {} after {} ms, {} retries, {} together{}{}",
                        what,
                        kind.label(),
                        course.hotel() == null ? "?" : course.hotel(),
                        result.label(),
                        Duration.ofNanos(nanos).toMillis(),
                        course.retries(),
                        course.together(),
                        // By which it can be found out.
                        outcome instanceof Unknown lost ? ", booking " + lost.booking() : "",
                        leftOut == 0 ? "" : " (" + leftOut + " more since the last such line)"));
    }

    /** Null if it threw; an error of the virtual machine goes on, after which nothing can be relied on. */
    private <T> @Nullable T guarded(Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // also what other languages throw undeclared
            broken.write(leftOut ->
                    log.error("a listener of operations failed ({} more since the last such line)", leftOut, e));
            return null;
        }
    }

    private static @Nullable HotelId hotelOf(@Nullable Object answer) {
        return answer instanceof Outcome outcome
                ? outcome.success().map(Booking::hotel).orElse(null)
                : null;
    }

    private static Result result(@Nullable Object answer) {
        if (answer instanceof Unavailable || answer instanceof HoldLost) {
            return Result.UNAVAILABLE;
        }
        if (answer instanceof Refused) {
            return Result.REFUSED;
        }
        if (answer instanceof Contended) {
            return Result.CONTENDED;
        }
        if (answer instanceof TooLate) {
            return Result.TOO_LATE;
        }
        return answer instanceof Unknown ? Result.UNKNOWN : Result.DONE;
    }

    private static Result result(Throwable failure) {
        if (failure instanceof TransactionLostException) {
            return Result.CONTENDED;
        }
        return failure instanceof InvalidRequestException
                        || failure instanceof NotFoundException
                        || failure instanceof AlreadyExistsException
                        || failure instanceof RequestKeyReusedException
                ? Result.INVALID
                : Result.FAILED;
    }
}
