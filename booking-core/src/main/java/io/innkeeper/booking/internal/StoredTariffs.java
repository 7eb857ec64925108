package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RestrictionId;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.hotel.Tariffs;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Terms over a store. */
public final class StoredTariffs implements Tariffs {

    private static final Logger log = LoggerFactory.getLogger(Tariffs.class);

    private final TariffStore store;
    private final HotelStore hotels;
    private final RequestValidator validator;
    private final Actor actor;

    /** Terms that are kept in {@code storage}, on behalf of the application. */
    public StoredTariffs(Storage storage, RequestValidator validator) {
        this(storage.tariffs(), storage.hotels(), validator, Actor.system());
    }

    private StoredTariffs(TariffStore store, HotelStore hotels, RequestValidator validator, Actor actor) {
        this.store = store;
        this.hotels = hotels;
        this.validator = validator;
        this.actor = actor;
    }

    @Override
    public Tariffs by(Actor other) {
        return new StoredTariffs(store, hotels, validator, Given.notNull("actor", other));
    }

    @Override
    public void setRate(HotelId hotel, String type, Stay nights, Money rate) {
        String checked = checkedType(hotel, type);
        checkNights(nights);
        Given.notNull("rate", rate);
        Hotel found = run(hotel);
        List<Violation> violations =
                NightlyRates.violations("rate", rate, found.details().currency());
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
        checkThereIs(hotel, checked);
        store.setRate(hotel, checked, nights, rate);
        log.info("set the rate of {} in hotel {} for {} to {}", checked, hotel, nights, rate);
    }

    @Override
    public void clearRates(HotelId hotel, String type, Stay nights) {
        String checked = checkedType(hotel, type);
        checkNights(nights);
        run(hotel);
        store.clearRates(hotel, checked, nights);
        log.info("cleared the rates of {} in hotel {} for {}", checked, hotel, nights);
    }

    @Override
    public SortedMap<LocalDate, Money> rates(HotelId hotel, String type, Stay nights) {
        String checked = checkedType(hotel, type);
        checkNights(nights);
        existing(hotel);
        Map<LocalDate, Money> found = store.find(List.of(hotel), nights)
                .getOrDefault(hotel, Tariff.none())
                .rates()
                .getOrDefault(checked, Map.of());
        return Collections.unmodifiableSortedMap(new TreeMap<>(found));
    }

    @Override
    public HotelRestriction restrict(HotelId hotel, Restriction restriction) {
        Given.notNull("hotel", hotel);
        String type = Given.notNull("restriction", restriction).roomType();
        if (type != null) {
            checkedType(hotel, type);
        }
        run(hotel);
        if (type != null) {
            checkThereIs(hotel, type);
        }
        HotelRestriction added = new HotelRestriction(new RestrictionId(Ids.next()), hotel, restriction);
        store.add(added);
        log.info("restricted stays in hotel {}: {}", hotel, added);
        return added;
    }

    @Override
    public List<HotelRestriction> restrictions(HotelId hotel) {
        existing(Given.notNull("hotel", hotel));
        return store.restrictions(hotel);
    }

    @Override
    public void lift(HotelId hotel, RestrictionId restriction) {
        Given.notNull("restriction", restriction);
        run(Given.notNull("hotel", hotel));
        if (!store.remove(hotel, restriction)) {
            throw new NotFoundException("restriction", restriction);
        }
        log.info("lifted restriction {}", restriction);
    }

    /** By the rules for a type that somebody wants a room of. */
    private String checkedType(HotelId hotel, String type) {
        return validator
                .check("type", new RoomChoice.AnyRoom(Given.notNull("hotel", hotel), type))
                .type();
    }

    private static void checkNights(Stay nights) {
        if (Given.notNull("nights", nights).length() > MOST_NIGHTS) {
            throw new InvalidRequestException("nights", "must be at most " + MOST_NIGHTS, nights);
        }
    }

    /** A hotel whose terms the actor may change. */
    private Hotel run(HotelId hotel) {
        Hotel found = existing(hotel);
        if (!Access.runs(actor, found)) {
            throw new NotFoundException("hotel", hotel);
        }
        return found;
    }

    private Hotel existing(HotelId hotel) {
        return hotels.find(hotel).orElseThrow(() -> new NotFoundException("hotel", hotel));
    }

    private void checkThereIs(HotelId hotel, String type) {
        if (hotels.rooms(hotel).stream().noneMatch(room -> room.details().type().equals(type))) {
            throw new NotFoundException("room type", type);
        }
    }
}
