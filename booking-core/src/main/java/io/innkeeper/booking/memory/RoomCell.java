package io.innkeeper.booking.memory;

import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Occupancy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * The one place where a room's state is: whether it can be booked, and who has its nights. The state is immutable and
 * changed by compare-and-set. A change to several rooms claims their cells first, in one order; readers never wait, and see
 * each room before it or after it.
 */
final class RoomCell {

    /** How often to look again before giving the processor to somebody else. */
    private static final int SPINS = 100;

    private static final long PAUSE_NANOS = 10_000;

    private final AtomicReference<State> state;

    /**
     * State of a room.
     *
     * @param room the room
     * @param hotelClosed whether its hotel is closed
     * @param occupancy who has its nights
     * @param claimed whether a change is being made that others have to wait for
     */
    record State(Room room, boolean hotelClosed, Occupancy occupancy, boolean claimed) {

        boolean open() {
            return !hotelClosed && !room.closed();
        }

        State with(Room newRoom) {
            return new State(newRoom, hotelClosed, occupancy, claimed);
        }

        State with(Occupancy newOccupancy) {
            return new State(room, hotelClosed, newOccupancy, claimed);
        }

        State withHotelClosed(boolean closed) {
            return new State(room, closed, occupancy, claimed);
        }

        /** Whether nothing was committed between the two: a change makes a new object, so it is identity that counts. */
        @SuppressWarnings("ReferenceEquality")
        boolean sameAs(State other) {
            return room == other.room && hotelClosed == other.hotelClosed && occupancy == other.occupancy;
        }

        private State claimed(boolean newClaimed) {
            return new State(room, hotelClosed, occupancy, newClaimed);
        }
    }

    RoomCell(Room room, boolean hotelClosed) {
        state = new AtomicReference<>(new State(room, hotelClosed, Occupancy.empty(), false));
    }

    /** The state as it was last committed. */
    State read() {
        return state.get();
    }

    /**
     * Waits until nobody has the cell, and has it until {@link #release}.
     *
     * @return empty if the deadline passed before that
     */
    Optional<State> claim(Deadline deadline) {
        return change(present -> present.claimed(true), deadline::hasPassed);
    }

    /** Commits a state and lets go of the cell; only for whoever has it. */
    void release(State committed) {
        state.set(committed.claimed(false));
    }

    /** Waits until nobody has the cell, then replaces the state at once. */
    State update(UnaryOperator<State> change) {
        return change(change, () -> false).orElseThrow();
    }

    private Optional<State> change(UnaryOperator<State> change, BooleanSupplier givenUp) {
        for (int tries = 1; ; tries++) {
            State present = state.get();
            if (!present.claimed()) {
                State changed = change.apply(present);
                if (state.compareAndSet(present, changed)) {
                    return Optional.of(changed);
                }
            }
            if (tries % SPINS != 0) {
                Thread.onSpinWait();
            } else if (givenUp.getAsBoolean()) {
                return Optional.empty();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
