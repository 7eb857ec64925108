package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.benchmarks.contender.CountingLock;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.jpa.JpaInventory;
import io.innkeeper.booking.jpa.JpaStorage;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Strategies of the library that are compared where they are not all of them. */
enum Strategy {
    /** The default. */
    COMBINING(mysql -> InventoryLock.combining(mysql.direct(mysql.uniqueClaim()))),
    /** The same, only that nothing is merged. */
    UNIQUE_CLAIM(mysql -> mysql.direct(mysql.uniqueClaim()));

    @SuppressWarnings("ImmutableEnumChecker") // what puts a strategy together has no state
    private final Function<JpaInventory, InventoryLock> lock;

    Strategy(Function<JpaInventory, InventoryLock> lock) {
        this.lock = lock;
    }

    /** Opens a storage; counts the attempts it makes. */
    JpaStorage connect(String url, String user, String password, LongAdder attempts) {
        return JpaStorage.connect(
                url, user, password, mysql -> InventoryLock.retrying(new CountingLock(attempts, lock.apply(mysql))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
