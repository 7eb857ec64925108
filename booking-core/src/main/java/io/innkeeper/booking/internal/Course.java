package io.innkeeper.booking.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.Tally;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** The course that an operation takes: what is noted on the way to its answer, on whatever thread. */
final class Course implements Tally {

    private static final AtomicIntegerFieldUpdater<Course> RETRIES =
            AtomicIntegerFieldUpdater.newUpdater(Course.class, "retries");

    private volatile @Nullable HotelId hotel;
    private volatile int retries;
    private volatile int together;

    /** At its beginning. */
    Course(@Nullable HotelId hotel) {
        this.hotel = hotel;
    }

    /** The inventory of a hotel is asked for a change. */
    void asks(HotelId of) {
        hotel = of;
        together = 1;
    }

    /** It turned out to be about a hotel; null if that is still not known. */
    void at(@Nullable HotelId of) {
        hotel = of;
    }

    @Override
    public void triedAgain() {
        RETRIES.incrementAndGet(this);
    }

    @Override
    public void settledTogether(int changes) {
        together = changes;
    }

    @Nullable
    HotelId hotel() {
        return hotel;
    }

    int retries() {
        return retries;
    }

    int together() {
        return together;
    }
}
