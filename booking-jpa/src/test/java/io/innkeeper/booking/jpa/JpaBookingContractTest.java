package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.BookingContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaBookingContractTest extends BookingContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
