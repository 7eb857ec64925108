package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.SearchKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.ZoneId;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code hotel}. */
@Entity
@Table(name = "hotel")
class HotelEntity {

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "owner_id")
    private @Nullable UUID ownerId;

    @Column(name = "name")
    private String name;

    @Column(name = "name_key")
    private String nameKey;

    @Column(name = "city")
    private String city;

    @Column(name = "city_key")
    private String cityKey;

    @Column(name = "address")
    private String address;

    @Column(name = "time_zone")
    private String timeZone;

    @Column(name = "currency")
    private String currency;

    @Column(name = "stars")
    private int stars;

    @Column(name = "description")
    private String description;

    @Column(name = "free_days")
    private int freeDays;

    @Column(name = "fee_percent")
    private int feePercent;

    @Column(name = "closed")
    private boolean closed;

    @Version
    @Column(name = "version")
    private int version;

    @SuppressWarnings("NullAway.Init") // filled by the persistence provider
    protected HotelEntity() {}

    @SuppressWarnings("NullAway.Init") // filled by the call
    HotelEntity(Hotel hotel) {
        id = hotel.id().value();
        closed = hotel.closed();
        describe(hotel.details());
    }

    void describe(HotelDetails details) {
        UserId owner = details.owner();
        ownerId = owner == null ? null : owner.value();
        name = details.name();
        nameKey = SearchKey.of(details.name()).value();
        city = details.city();
        cityKey = SearchKey.of(details.city()).value();
        address = details.address();
        timeZone = details.timeZone().getId();
        currency = details.currency().getCurrencyCode();
        stars = details.stars();
        description = details.description();
        freeDays = details.cancellation().freeDays();
        feePercent = details.cancellation().feePercent();
    }

    boolean isIn(Currency other) {
        return currency.equals(other.getCurrencyCode());
    }

    /** Counts the changes to it, its rooms and its terms. */
    int edition() {
        return version;
    }

    Hotel toHotel() {
        HotelDetails details = new HotelDetails(
                name,
                city,
                address,
                ZoneId.of(timeZone),
                Currency.getInstance(currency),
                stars,
                description,
                ownerId == null ? null : new UserId(ownerId),
                new CancellationPolicy(freeDays, feePercent));
        return new Hotel(new HotelId(id), details, closed);
    }
}
