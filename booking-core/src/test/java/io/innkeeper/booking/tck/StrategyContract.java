package io.innkeeper.booking.tck;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/**
 * All that an inventory-lock strategy must keep on a storage: {@link BookingContract}, {@link HoldContract},
 * {@link ChangeContract}, {@link GroupContract}, {@link FrontDeskContract},
 * {@link RatesContract}, {@link RulesContract}, {@link QuoteContract}, {@link KeyContract}, {@link AllocationContract},
 * {@link RaceContract} and {@link InventoryContract}, run by one short subclass for each strategy and storage.
 *
 * <p>Since there are many of these, each race runs a tenth of its rounds, unless the system property {@value #FULL} is
 * {@code true}; subclasses of the contracts themselves always run all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StrategyContract {

    /** The system property that asks for all rounds of the races. */
    public static final String FULL = "innkeeper.tck.full";

    private static final int REDUCTION = 10;

    private @Nullable StorageFixture shared;

    /** For subclasses. */
    protected StrategyContract() {}

    /** The storage with the strategy that is to be tested. Asked once; what it gives is closed at the end. */
    protected abstract StorageFixture fixture() throws Exception;

    @BeforeAll
    final void openFixture() throws Exception {
        shared = fixture();
    }

    @AfterAll
    final void closeFixture() {
        if (shared != null) {
            shared.close();
        }
    }

    private StorageFixture shared() {
        return Objects.requireNonNull(shared);
    }

    private static int reduced(int rounds) {
        return Boolean.getBoolean(FULL) ? rounds : Math.max(1, rounds / REDUCTION);
    }

    /**
     * For {@link #fixture()} where a strategy is not to be had on a storage: has the contract skipped, and says so in the
     * output.
     *
     * @return never
     */
    protected static StorageFixture notApplicable(String strategy, String storage, String reason) {
        String skipped = "SKIPPED: strategy " + strategy + " " + storage + ": " + reason;
        System.out.println(skipped);
        throw new TestAbortedException(skipped);
    }

    /** Bookings, one after the other. */
    @Nested
    public class Bookings extends BookingContract {

        /** For JUnit. */
        public Bookings() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** Holds. */
    @Nested
    public class Holds extends HoldContract {

        /** For JUnit. */
        public Holds() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** Bookings that are changed. */
    @Nested
    public class Changed extends ChangeContract {

        /** For JUnit. */
        public Changed() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** Groups. */
    @Nested
    public class InGroups extends GroupContract {

        /** For JUnit. */
        public InGroups() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** The work at a hotel. */
    @Nested
    public class AtTheHotel extends FrontDeskContract {

        /** For JUnit. */
        public AtTheHotel() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** Bookings at prices by date. */
    @Nested
    public class AtRates extends RatesContract {

        /** For JUnit. */
        public AtRates() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** Bookings under rules by date. */
    @Nested
    public class UnderRules extends RulesContract {

        /** For JUnit. */
        public UnderRules() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** Bookings at quoted prices. */
    @Nested
    public class AtQuotes extends QuoteContract {

        /** For JUnit. */
        public AtQuotes() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** Requests with a key. */
    @Nested
    public class Keys extends KeyContract {

        /** For JUnit. */
        public Keys() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** Which room is taken where any will do. */
    @Nested
    public class Allocation extends AllocationContract {

        /** For JUnit. */
        public Allocation() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }
    }

    /** Bookings, many at once. */
    @Nested
    public class Races extends RaceContract {

        /** For JUnit. */
        public Races() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }

        @Override
        protected final int rounds(int full) {
            return reduced(full);
        }
    }

    /** The strategy itself. */
    @Nested
    public class Inventory extends InventoryContract {

        /** For JUnit. */
        public Inventory() {}

        @Override
        protected final StorageFixture fixture() {
            return shared();
        }

        @Override
        final boolean ownsFixture() {
            return false;
        }
    }
}
