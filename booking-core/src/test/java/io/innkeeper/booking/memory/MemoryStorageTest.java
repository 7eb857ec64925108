package io.innkeeper.booking.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryStorageTest {

    @Test
    void whatIsAskedOfTheInventoryIsAskedOfTheStrategy() {
        List<InventoryLock> inside = new ArrayList<>();
        InventoryLock strategy = batch -> List.of(new Settlement.Contended());
        MemoryStorage storage = new MemoryStorage(lock -> {
            inside.add(lock);
            return strategy;
        });

        assertThat(storage.inventory()).isSameAs(strategy);
        assertThat(inside).singleElement().isInstanceOf(MemoryInventory.class);
        assertThat(new MemoryStorage().inventory()).isInstanceOf(MemoryInventory.class);
    }

    @Test
    void theStrategyIsClosedWithTheStorage() {
        AtomicInteger closed = new AtomicInteger();
        InventoryLock strategy = new InventoryLock() {
            @Override
            public List<Settlement> settle(List<InventoryChange> batch) {
                return List.of();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        MemoryStorage storage = new MemoryStorage(lock -> strategy);
        assertThat(closed).hasValue(0);
        storage.close();

        assertThat(closed).hasValue(1);
    }

    @Test
    void thereMustBeAStrategy() {
        assertThatNullPointerException().isThrownBy(() -> new MemoryStorage(null));
        assertThatNullPointerException().isThrownBy(() -> new MemoryStorage(lock -> null));
    }
}
