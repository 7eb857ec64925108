package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.AllocationContract;
import io.innkeeper.booking.tck.AvailabilityContract;
import io.innkeeper.booking.tck.BookingContract;
import io.innkeeper.booking.tck.CalendarContract;
import io.innkeeper.booking.tck.ChangeContract;
import io.innkeeper.booking.tck.EventContract;
import io.innkeeper.booking.tck.FrontDeskContract;
import io.innkeeper.booking.tck.GroupContract;
import io.innkeeper.booking.tck.HoldContract;
import io.innkeeper.booking.tck.HotelsContract;
import io.innkeeper.booking.tck.KeyContract;
import io.innkeeper.booking.tck.QuoteContract;
import io.innkeeper.booking.tck.RaceContract;
import io.innkeeper.booking.tck.RatesContract;
import io.innkeeper.booking.tck.RulesContract;
import io.innkeeper.booking.tck.StorageFixture;
import org.junit.jupiter.api.Nested;

/**
 * The contract, each call inside a transaction of a host. How long one waits there is the host's, so the contract of the inventory
 * alone is not among them.
 */
abstract class JoinedContract {

    /** Of the host's transactions. */
    abstract int isolation();

    final StorageFixture joined() {
        return JpaStorageFixture.joined(isolation());
    }

    @Nested
    class Booking extends BookingContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Hold extends HoldContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Change extends ChangeContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Group extends GroupContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Rules extends RulesContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Rates extends RatesContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Quote extends QuoteContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class FrontDesk extends FrontDeskContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Allocation extends AllocationContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Race extends RaceContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }

        /** Each asker has a transaction of a host to itself, which takes a connection and several round trips. */
        @Override
        protected int rounds(int full) {
            return Math.max(1, full / 10);
        }
    }

    @Nested
    class Availability extends AvailabilityContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Calendar extends CalendarContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Hotels extends HotelsContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }

    @Nested
    class Event extends EventContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }
    }
}
