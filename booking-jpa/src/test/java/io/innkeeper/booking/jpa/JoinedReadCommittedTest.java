package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.AccountsContract;
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
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The contract, each call inside a transaction of a host on READ COMMITTED. How long one waits is the host's. */
class JoinedReadCommittedTest {

    private static StorageFixture joined() {
        return JpaStorageFixture.joined(Connection.TRANSACTION_READ_COMMITTED);
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

    @Nested
    class Accounts extends AccountsContract {
        @Override
        protected StorageFixture fixture() {
            return joined();
        }

        @Override
        protected Optional<String> logged(Runnable work) {
            return super.logged(work).map(JpaAccountsContractTest::withoutWhatHibernateBinds);
        }
    }
}
