package io.innkeeper.booking.memory;

import io.innkeeper.booking.tck.BookingContract;
import io.innkeeper.booking.tck.StorageFixture;

class MemoryBookingContractTest extends BookingContract {

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture();
    }
}
