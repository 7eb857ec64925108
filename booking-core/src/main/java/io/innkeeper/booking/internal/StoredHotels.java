package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelQuery;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.hotel.Hotels;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.input.Given;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hotels over a store. */
public final class StoredHotels implements Hotels {

    private static final Logger log = LoggerFactory.getLogger(Hotels.class);

    private final HotelStore store;
    private final RequestValidator validator;
    private final Actor actor;

    /** Hotels that are kept in {@code store}, on behalf of the application. */
    public StoredHotels(HotelStore store, RequestValidator validator) {
        this(store, validator, Actor.system());
    }

    private StoredHotels(HotelStore store, RequestValidator validator, Actor actor) {
        this.store = store;
        this.validator = validator;
        this.actor = actor;
    }

    @Override
    public Hotels by(Actor other) {
        return new StoredHotels(store, validator, Given.notNull("actor", other));
    }

    @Override
    public Hotel add(HotelDetails details) {
        checkDetails(details);
        UserId owner = details.owner();
        if (!Access.seesEveryHotel(actor) && !actor.account().equals(owner)) {
            throw new InvalidRequestException(
                    "owner", "must be who adds the hotel, " + actor.account(), String.valueOf(owner));
        }
        Hotel hotel = new Hotel(new HotelId(Ids.next()), details, false);
        store.add(hotel);
        log.info("added hotel {}", hotel.id());
        return hotel;
    }

    @Override
    public Hotel update(HotelId hotel, HotelDetails details) {
        checkIsRun(hotel);
        checkDetails(details);
        return store.update(hotel, details).orElseThrow(() -> {
            existing(hotel);
            return new InvalidRequestException(
                    "currency", "must stay what it is while the hotel has rooms", details.currency());
        });
    }

    @Override
    public Hotel close(HotelId hotel) {
        Hotel closed = setClosed(hotel, true);
        log.info("closed hotel {}", hotel);
        return closed;
    }

    @Override
    public Hotel reopen(HotelId hotel) {
        return setClosed(hotel, false);
    }

    private Hotel setClosed(HotelId hotel, boolean closed) {
        checkIsRun(hotel);
        return store.setClosed(hotel, closed).orElseThrow(() -> new NotFoundException("hotel", hotel));
    }

    @Override
    public Optional<Hotel> find(HotelId hotel) {
        return store.find(Given.notNull("hotel", hotel));
    }

    @Override
    public Page<Hotel> list(HotelQuery query) {
        validator.check("query", query);
        List<Hotel> found = store.list(new HotelStore.Filter(
                key(query.city()),
                key(query.name()),
                query.minimumStars(),
                query.owner(),
                query.alsoClosed(),
                PageTokens.hotel(query.after()),
                query.pageSize() + 1));
        return Pages.cut(found, query.pageSize(), PageTokens::after);
    }

    private static @Nullable SearchKey key(@Nullable String text) {
        return text == null ? null : SearchKey.of(text);
    }

    @Override
    public Room addRoom(HotelId hotel, RoomDetails details) {
        checkIsRun(hotel);
        refuse(violations(details, currencyOf(hotel)));
        Room room = add(hotel, List.of(details)).get(0);
        log.info("added room {} to hotel {}", room.id(), hotel);
        return room;
    }

    @Override
    public List<Room> addRooms(HotelId hotel, List<RoomDetails> details) {
        checkIsRun(hotel);
        List<RoomDetails> given = new ArrayList<>(Given.notNull("rooms", details));
        refuse(violations(given, currencyOf(hotel)));
        List<Room> rooms = add(hotel, given);
        log.info("added {} rooms to hotel {}", rooms.size(), hotel);
        return rooms;
    }

    private Currency currencyOf(HotelId hotel) {
        return existing(hotel).details().currency();
    }

    private List<Room> add(HotelId hotel, List<RoomDetails> details) {
        List<Room> rooms = details.stream()
                .map(each -> new Room(new RoomId(Ids.next()), hotel, each, false))
                .toList();
        if (!store.addRooms(rooms)) {
            // The hotel's currency was changed since it was read.
            throw wrongCurrency(currencyOf(hotel), details.get(0).nightlyRate());
        }
        return rooms;
    }

    private List<Violation> violations(List<RoomDetails> rooms, Currency currency) {
        if (rooms.isEmpty() || rooms.size() > MOST_ROOMS) {
            return List.of(Violation.of("rooms", "must be 1 to " + MOST_ROOMS, rooms.size()));
        }
        List<Violation> violations = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < rooms.size(); i++) {
            String at = "rooms[" + i + "]";
            RoomDetails room = Given.notNull(at, rooms.get(i));
            for (Violation each : violations(room, currency)) {
                violations.add(new Violation(at + "." + each.field(), each.message(), each.value()));
            }
            if (room.number() != null && !numbers.add(room.number())) {
                violations.add(Violation.of(at + ".number", "must not be that of another room", room.number()));
            }
        }
        return violations;
    }

    @Override
    public Room updateRoom(RoomId room, RoomDetails details) {
        RoomOfHotel present = existing(room);
        checkIsRun(present);
        refuse(violations(details, present.hotel().details().currency()));
        return store.updateRoom(room, details)
                .orElseThrow(
                        () -> wrongCurrency(existing(room).hotel().details().currency(), details.nightlyRate()));
    }

    @Override
    public Room closeRoom(RoomId room) {
        Room closed = setRoomClosed(room, true);
        log.info("closed room {}", room);
        return closed;
    }

    @Override
    public Room reopenRoom(RoomId room) {
        return setRoomClosed(room, false);
    }

    private Room setRoomClosed(RoomId room, boolean closed) {
        if (!Access.seesEveryHotel(actor)) {
            checkIsRun(existing(room));
        }
        return store.setRoomClosed(Given.notNull("room", room), closed)
                .orElseThrow(() -> new NotFoundException("room", room));
    }

    @Override
    public Optional<Room> findRoom(RoomId room) {
        return store.findRoom(Given.notNull("room", room)).map(RoomOfHotel::room);
    }

    @Override
    public List<Room> rooms(HotelId hotel) {
        existing(hotel);
        return store.rooms(hotel);
    }

    /** Looks the hotel up only if it makes a difference whose it is. */
    private void checkIsRun(HotelId hotel) {
        Given.notNull("hotel", hotel);
        if (!Access.seesEveryHotel(actor) && !Access.runs(actor, existing(hotel))) {
            throw new NotFoundException("hotel", hotel);
        }
    }

    private void checkIsRun(RoomOfHotel room) {
        if (!Access.runs(actor, room.hotel())) {
            throw new NotFoundException("room", room.room().id());
        }
    }

    private Hotel existing(HotelId hotel) {
        return store.find(Given.notNull("hotel", hotel)).orElseThrow(() -> new NotFoundException("hotel", hotel));
    }

    private RoomOfHotel existing(RoomId room) {
        return store.findRoom(Given.notNull("room", room)).orElseThrow(() -> new NotFoundException("room", room));
    }

    private void checkDetails(HotelDetails details) {
        List<Violation> violations = new ArrayList<>(validator.violations("details", details));
        if (details.currency() != null && details.currency().getDefaultFractionDigits() < 0) {
            violations.add(Violation.of("currency", "must be one that prices can be in", details.currency()));
        }
        refuse(violations);
    }

    private List<Violation> violations(RoomDetails details, Currency currency) {
        List<Violation> violations = new ArrayList<>(validator.violations("details", details));
        Money rate = details.nightlyRate();
        if (rate != null) {
            violations.addAll(NightlyRates.violations("nightlyRate", rate, currency));
        }
        return violations;
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
    }

    private static InvalidRequestException wrongCurrency(Currency hotels, Money rate) {
        return new InvalidRequestException(NightlyRates.violations("nightlyRate", rate, hotels));
    }
}
