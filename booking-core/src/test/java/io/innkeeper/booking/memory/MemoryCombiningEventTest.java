package io.innkeeper.booking.memory;

import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.tck.EventContract;
import io.innkeeper.booking.tck.StorageFixture;

/** Where one caller's thread settles the changes of others, each still hears of its own on its own. */
class MemoryCombiningEventTest extends EventContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture(InventoryLock::combining);
    }
}
