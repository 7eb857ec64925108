package io.innkeeper.booking.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of this process what was committed by it. */
public final class Announcements {

    private static final Logger log = LoggerFactory.getLogger(BookingListener.class);

    private final List<BookingListener> listeners;
    private final Consumer<Runnable> once;

    /**
     * To listeners who are told in this order.
     *
     * @param once runs what it is given once what it is about is committed
     */
    public Announcements(List<BookingListener> listeners, Consumer<Runnable> once) {
        this.listeners = List.copyOf(listeners);
        this.once = once;
    }

    /** Tells all listeners of one event, and then of the next. */
    void announce(List<BookingEvent> events) {
        if (!listeners.isEmpty()) {
            once.accept(() -> tell(events));
        }
    }

    private void tell(List<BookingEvent> events) {
        for (BookingEvent event : events) {
            listeners.forEach(listener -> tell(listener, event));
        }
    }

    /**
     * Tells one listener. Whatever that throws stays here, since the change is committed and its caller must be told so; but
     * not an error of the virtual machine, after which nothing can be relied on.
     *
     * @return whether the listener returned
     */
    static boolean tell(BookingListener listener, BookingEvent event) {
        try {
            listener.happened(event);
            return true;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // also what other languages throw undeclared
            log.error(
                    "a listener failed at event {} of booking {}",
                    event.booking().version(),
                    event.booking().id(),
                    e);
            return false;
        }
    }
}
