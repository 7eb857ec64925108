package io.innkeeper.booking.event;

import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to know what happened to bookings, and, if it wants that, how the library is doing: code of the host. It
 * may ask the library for anything, further changes included.
 *
 * <p>Given to {@link io.innkeeper.booking.Innkeeper.Builder#listener} it is told of all that is said here, on the threads of
 * whoever calls the library; given to a relay, of events alone.
 */
@FunctionalInterface
public interface BookingListener {

    /**
     * Told of a change that is committed. What is done about it here cannot undo it any more.
     *
     * @param event the change, with the booking as it was after it; by now the booking may have changed again
     */
    void happened(BookingEvent event);

    /**
     * Told once that an {@link io.innkeeper.booking.Innkeeper} was built. Nothing by default. What it throws is logged.
     *
     * @param strategy the name of its inventory-lock strategy, such as {@code retrying(combining(direct(uniqueClaim)))}
     * @param waiting how many callers or changes wait for their turn in the queues of that strategy at the moment, as far as
     *     the strategy knows; may be asked at any time by any thread, costs no round trip, and holds nobody up
     * @return what to do when it is closed; null if nothing
     */
    default @Nullable Runnable opened(String strategy, IntSupplier waiting) {
        return null;
    }

    /**
     * Told that somebody asks for something, before anything is done about it. Nothing by default. It should be quick: the
     * caller waits for it. What is thrown here or by what is returned is logged, seldom, and changes no answer, other than an
     * error of the virtual machine, which goes on to the caller.
     *
     * <p>Its end is told on the same thread, exactly once, and before the ends of those that began before it on that thread.
     * That need not be the thread that works on the database: what is merged is worked on by one caller's for others.
     *
     * @return who is told how it ended, before the caller has the answer; null if nobody wants to know
     */
    default @Nullable Consumer<OperationEnd> started(Operation operation) {
        return null;
    }
}
