package io.innkeeper.booking.jpa;

import io.innkeeper.booking.tck.CalendarContract;
import io.innkeeper.booking.tck.StorageFixture;

class JpaCalendarContractTest extends CalendarContract {

    @Override
    protected StorageFixture fixture() {
        return new JpaStorageFixture();
    }
}
