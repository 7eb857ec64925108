package io.innkeeper.booking.event;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.StorageException;
import java.time.Duration;

/**
 * Delivers events to a listener: see {@link Events#relay}. Either the host calls {@link #deliver} whenever it wants, or it
 * calls {@link #start} once. Safe for use by many threads.
 */
public interface EventRelay extends AutoCloseable {

    /**
     * Delivers events that wait for it, on this thread. One call delivers a few dozen at most, and one of each booking; so as
     * long as there were any, there may be more.
     *
     * @return how many were delivered
     * @throws StorageException if the storage cannot do its work; what was delivered may be delivered again
     * @throws IllegalStateException if the relay is closed
     */
    int deliver();

    /**
     * Has a daemon thread of its own deliver from now on until the relay or its {@link io.innkeeper.booking.Innkeeper} is
     * closed. Whatever goes wrong is logged, and tried again.
     *
     * @param every how long to wait when there was nothing to deliver, 1 millisecond to 1 day
     * @return this relay
     * @throws InvalidRequestException if the time is out of range
     * @throws IllegalStateException if the relay was started before, or it or its {@code Innkeeper} is closed
     */
    EventRelay start(Duration every);

    /**
     * Delivers no further event. The thread that was started has ended when this returns, unless it is the caller's own or the
     * caller is interrupted: this waits for the listener as long as that takes. Twice is harmless.
     */
    @Override
    void close();
}
