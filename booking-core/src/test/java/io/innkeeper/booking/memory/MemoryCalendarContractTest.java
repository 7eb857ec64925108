package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.CalendarContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryCalendarContractTest extends CalendarContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
