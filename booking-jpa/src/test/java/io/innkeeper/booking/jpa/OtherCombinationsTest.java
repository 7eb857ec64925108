package io.innkeeper.booking.jpa;

import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.tck.StorageFixture;
import io.innkeeper.booking.tck.StrategyContract;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * Every guard in every lock, beside those combinations that have a test of their own; with all rounds of all races. Run by
 * {@code mvn verify -Pall-combinations}.
 */
@Tag("all-combinations")
class OtherCombinationsTest {

    /** A strategy, with retries around it. */
    abstract static class Combination extends StrategyContract {

        private final BiFunction<JpaInventory, DataSource, InventoryLock> strategy;

        Combination(BiFunction<JpaInventory, DataSource, InventoryLock> strategy) {
            this.strategy = strategy;
        }

        @Override
        protected StorageFixture fixture() {
            return new JpaStorageFixture((mysql, locks) -> InventoryLock.retrying(strategy.apply(mysql, locks)));
        }
    }

    @Nested
    class NamedRowLock extends Combination {

        NamedRowLock() {
            super((mysql, locks) -> mysql.named(locks, mysql.direct(mysql.rowLock())));
        }
    }

    @Nested
    class NamedOptimistic extends Combination {

        NamedOptimistic() {
            super((mysql, locks) -> mysql.named(locks, mysql.direct(mysql.optimistic())));
        }
    }

    @Nested
    class StripedRowLock extends Combination {

        StripedRowLock() {
            super((mysql, locks) -> InventoryLock.striped(mysql.direct(mysql.rowLock())));
        }
    }

    @Nested
    class StripedOptimistic extends Combination {

        StripedOptimistic() {
            super((mysql, locks) -> InventoryLock.striped(mysql.direct(mysql.optimistic())));
        }
    }

    @Nested
    class CombiningRowLock extends Combination {

        CombiningRowLock() {
            super((mysql, locks) -> InventoryLock.combining(mysql.direct(mysql.rowLock())));
        }
    }

    @Nested
    class CombiningOptimistic extends Combination {

        CombiningOptimistic() {
            super((mysql, locks) -> InventoryLock.combining(mysql.direct(mysql.optimistic())));
        }
    }

    @Nested
    class CombiningByHotel extends Combination {

        CombiningByHotel() {
            super((mysql, locks) -> InventoryLock.combining(mysql.direct(mysql.uniqueClaim()), hotel -> hotel));
        }
    }

    @Nested
    class CombiningAcrossProcesses extends Combination {

        CombiningAcrossProcesses() {
            super((mysql, locks) -> InventoryLock.combining(mysql.named(locks, mysql.direct(mysql.uniqueClaim()))));
        }
    }

    @Nested
    class StripedCombining extends Combination {

        StripedCombining() {
            super((mysql, locks) -> InventoryLock.striped(InventoryLock.combining(mysql.direct(mysql.uniqueClaim()))));
        }
    }
}
