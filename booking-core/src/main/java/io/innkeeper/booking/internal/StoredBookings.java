package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.StayRule.Proposal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bookings over a storage: looks at the request, makes it a change to the inventory, and says in the guest's words what
 * became of it. What it looked up before is only a courtesy; the inventory decides.
 */
public final class StoredBookings implements Bookings {

    private static final int LARGEST_PAGE = 200;

    private static final Logger log = LoggerFactory.getLogger(Bookings.class);

    private final BookingStore store;
    private final HotelStore hotels;
    private final InventoryLock inventory;
    private final RequestValidator validator;
    private final Clock clock;
    private final Duration answerWithin;

    /** Bookings that are kept in {@code storage}; changes that have not begun within {@code answerWithin} are given up. */
    public StoredBookings(Storage storage, RequestValidator validator, Clock clock, Duration answerWithin) {
        this.store = storage.bookings();
        this.hotels = storage.hotels();
        this.inventory = storage.inventory();
        this.validator = validator;
        this.clock = clock;
        this.answerWithin = answerWithin;
    }

    @Override
    public BookingOutcome book(BookingRequest request) {
        validator.check("request", request);
        BookingId id = new BookingId(Ids.next());
        Hotel hotel;
        Demand demand;
        int capacity;
        if (request.room() instanceof RoomChoice.ThisRoom choice) {
            RoomOfHotel found =
                    hotels.findRoom(choice.room()).orElseThrow(() -> new NotFoundException("room", choice.room()));
            hotel = found.hotel();
            capacity = found.room().details().capacity();
            demand = new Demand.ThisRoom(id, found.room(), request.stay());
        } else {
            RoomChoice.AnyRoom choice = (RoomChoice.AnyRoom) request.room();
            hotel = hotels.find(choice.hotel()).orElseThrow(() -> new NotFoundException("hotel", choice.hotel()));
            capacity = request.guests(); // the guard looks only at rooms that are large enough
            demand = new Demand.AnyRoom(id, choice.type(), request.guests(), request.stay());
        }
        List<RuleViolation> refusals =
                Rules.refusals(new Proposal(request.stay(), request.guests(), capacity, hotel.today(clock)));
        if (!refusals.isEmpty()) {
            return new Refused(refusals);
        }
        return outcome(request, hotel.id(), demand, settle(bookingChange(request, hotel.id(), demand)));
    }

    private InventoryChange bookingChange(BookingRequest request, HotelId hotel, Demand demand) {
        RequestKey key = newKey(request.user());
        UUID event = Ids.next();
        return new InventoryChange(key, hotel, List.of(demand), List.of(), Deadline.after(answerWithin), assignment -> {
            Room room = assignment.rooms().get(0);
            Booking booking = new Booking(
                    demand.booking(),
                    request.user(),
                    hotel,
                    room.id(),
                    request.stay(),
                    request.guests(),
                    room.total(request.stay()),
                    BookingStatus.CONFIRMED,
                    1);
            return List.of(new BookingEvent(event, BookingEvent.Type.BOOKED, booking, key));
        });
    }

    private BookingOutcome outcome(BookingRequest request, HotelId hotel, Demand demand, Settlement settlement) {
        if (settlement instanceof Settlement.Settled settled) {
            Booking booking = settled.events().get(0).booking();
            log.debug("booked {}: room {} for {}", booking.id(), booking.room(), booking.stay());
            return new Booked(booking);
        }
        if (settlement instanceof Settlement.Refused refused) {
            return refusal(request, hotel, refused.why());
        }
        if (settlement instanceof Settlement.Unknown) {
            log.warn("it is not known whether {} was booked: the connection was lost", demand.booking());
            return new Unknown(demand.booking());
        }
        return settlement instanceof Settlement.TooLate ? new TooLate() : new Contended();
    }

    private BookingOutcome refusal(BookingRequest request, HotelId hotel, Refusal why) {
        if (why instanceof Refusal.NightsTaken taken) {
            return new Unavailable(taken.nights());
        }
        if (why instanceof Refusal.NoSuchUser) {
            throw new NotFoundException("user", request.user());
        }
        if (why instanceof Refusal.Closed) {
            return closed(hotel);
        }
        if (why instanceof Refusal.NoSuchRoom && request.room() instanceof RoomChoice.AnyRoom choice) {
            return noSuchRoom(request, choice);
        }
        throw new IllegalStateException("a new booking cannot be refused so: " + why);
    }

    /** There was no open room of the type that is large enough: says which of these it lacked. */
    private BookingOutcome noSuchRoom(BookingRequest request, RoomChoice.AnyRoom choice) {
        List<Room> ofType = hotels.rooms(choice.hotel()).stream()
                .filter(room -> room.details().type().equals(choice.type()))
                .toList();
        if (ofType.isEmpty()) {
            throw new NotFoundException("room type", choice.type());
        }
        int largest = ofType.stream()
                .mapToInt(room -> room.details().capacity())
                .max()
                .orElseThrow();
        Proposal inLargest = new Proposal(
                request.stay(), request.guests(), largest, request.stay().arrival());
        List<RuleViolation> refusals = Rules.refusals(inLargest);
        return refusals.isEmpty() ? closed(choice.hotel()) : new Refused(refusals);
    }

    private static Refused closed(HotelId hotel) {
        return new Refused(List.of(new RuleViolation(
                "open", "the room or its hotel is closed for new bookings", Map.of("hotel", hotel.toString()))));
    }

    @Override
    public CancelOutcome cancel(UserId user, BookingId booking) {
        Deadline deadline = Deadline.after(answerWithin);
        Booking before = null;
        while (true) {
            Booking present = find(user, booking).orElseThrow(() -> new NotFoundException("booking", booking));
            if (present.status() != BookingStatus.CONFIRMED) {
                return new Refused(List.of(new RuleViolation(
                        "confirmed",
                        "only a confirmed booking can be cancelled; this one is " + present.status(),
                        Map.of("status", present.status().toString()))));
            }
            if (present.equals(before)) {
                throw new StorageException(
                        "booking " + booking + " is confirmed but does not have all its nights", null);
            }
            Settlement settlement = settle(cancellation(present, deadline));
            if (settlement instanceof Settlement.Settled settled) {
                log.debug("cancelled {}", booking);
                return new Cancelled(settled.events().get(0).booking());
            }
            if (settlement instanceof Settlement.Unknown) {
                log.warn("it is not known whether {} was cancelled: the connection was lost", booking);
                return new Unknown(booking);
            }
            if (settlement instanceof Settlement.Contended) {
                return new Contended();
            }
            if (settlement instanceof Settlement.TooLate) {
                return new TooLate();
            }
            before = present; // refused, since it was changed after it was looked up: look again
        }
    }

    private InventoryChange cancellation(Booking booking, Deadline deadline) {
        RequestKey key = newKey(booking.user());
        BookingEvent event =
                new BookingEvent(Ids.next(), BookingEvent.Type.CANCELLED, booking.moveTo(BookingStatus.CANCELLED), key);
        Release release = new Release(booking.id(), booking.room(), booking.stay());
        return new InventoryChange(
                key, booking.hotel(), List.of(), List.of(release), deadline, assignment -> List.of(event));
    }

    @Override
    public Optional<Booking> find(UserId user, BookingId booking) {
        Given.notNull("user", user);
        return store.find(Given.notNull("booking", booking))
                .filter(found -> found.user().equals(user));
    }

    @Override
    public Page<Booking> list(UserId user, int pageSize, @Nullable String after) {
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw new InvalidRequestException("pageSize", "must be 1 to " + LARGEST_PAGE, pageSize);
        }
        List<Booking> found = store.ofUser(Given.notNull("user", user), PageTokens.booking(after), pageSize + 1);
        return Pages.cut(found, pageSize, booking -> PageTokens.after(booking.id()));
    }

    private Settlement settle(InventoryChange change) {
        Settlement settlement = inventory.settle(List.of(change)).get(0);
        if (settlement instanceof Settlement.Failed failed) {
            throw failed.cause();
        }
        return settlement;
    }

    private static RequestKey newKey(UserId account) {
        return new RequestKey(account, Ids.next().toString());
    }
}
