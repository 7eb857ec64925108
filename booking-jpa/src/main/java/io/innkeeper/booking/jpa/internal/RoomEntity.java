package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.UUID;

/** A row of {@code room}. */
@Entity
@Table(name = "room")
class RoomEntity {

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "hotel_id")
    private UUID hotelId;

    @Column(name = "number")
    private String number;

    @Column(name = "type")
    private String roomType;

    @Column(name = "capacity")
    private int capacity;

    @Column(name = "nightly_rate")
    private BigDecimal nightlyRate;

    @Column(name = "currency")
    private String currency;

    @Column(name = "closed")
    private boolean closed;

    @Version
    @Column(name = "version")
    private int version;

    @SuppressWarnings("NullAway.Init") // filled by the persistence provider
    protected RoomEntity() {}

    @SuppressWarnings("NullAway.Init") // filled by the call
    RoomEntity(Room room) {
        id = room.id().value();
        hotelId = room.hotel().value();
        closed = room.closed();
        describe(room.details());
    }

    void describe(RoomDetails details) {
        number = details.number();
        roomType = details.type();
        capacity = details.capacity();
        nightlyRate = details.nightlyRate().amount();
        currency = details.nightlyRate().currency().getCurrencyCode();
    }

    Room toRoom() {
        Money rate = new Money(nightlyRate, Currency.getInstance(currency));
        return new Room(
                new RoomId(id), new HotelId(hotelId), new RoomDetails(number, roomType, capacity, rate), closed);
    }
}
