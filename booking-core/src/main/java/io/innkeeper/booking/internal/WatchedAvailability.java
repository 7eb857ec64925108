package io.innkeeper.booking.internal;

import io.innkeeper.booking.Page;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.Dated;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.event.Operation.Kind;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.stay.Stay;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Searches that are watched. */
public final class WatchedAvailability implements Availability {

    private final Availability availability;
    private final Watch watch;

    /** Watches others. */
    public WatchedAvailability(Availability availability, Watch watch) {
        this.availability = availability;
        this.watch = watch;
    }

    @Override
    public List<RoomOffer> freeRooms(HotelId hotel, Stay stay, int guests) {
        return watch.during(Kind.FREE_ROOMS, hotel, course -> availability.freeRooms(hotel, stay, guests));
    }

    @Override
    public Page<HotelOffer> freeHotels(CityQuery query) {
        return watch.during(Kind.FREE_HOTELS, null, course -> availability.freeHotels(query));
    }

    @Override
    public List<CalendarNight> calendar(HotelId hotel, @Nullable String type, Stay nights) {
        return watch.during(Kind.CALENDAR, hotel, course -> availability.calendar(hotel, type, nights));
    }

    @Override
    public <T> Dated<T> dated(Function<? super Availability, ? extends T> look) {
        return availability.dated(unwatched -> look.apply(new WatchedAvailability(unwatched, watch)));
    }

    @Override
    public void catchUp() {
        availability.catchUp();
    }
}
