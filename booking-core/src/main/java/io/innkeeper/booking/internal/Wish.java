package io.innkeeper.booking.internal;

import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.GeneralOutcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule.Proposal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room that somebody wants for a stay, as it was looked up. That is only a courtesy; the inventory decides.
 *
 * @param choice what is wanted
 * @param hotel where
 * @param room the room, if it is a given one
 */
record Wish(
        RoomChoice choice,
        Stay stay,
        int guests,
        Hotel hotel,
        @Nullable Room room) {

    /**
     * Looks it up.
     *
     * @throws NotFoundException if there is no such room or hotel
     */
    static Wish of(RoomChoice choice, Stay stay, int guests, HotelStore hotels) {
        if (choice instanceof RoomChoice.ThisRoom given) {
            RoomOfHotel found =
                    hotels.findRoom(given.room()).orElseThrow(() -> new NotFoundException("room", given.room()));
            return new Wish(choice, stay, guests, found.hotel(), found.room());
        }
        RoomChoice.AnyRoom any = (RoomChoice.AnyRoom) choice;
        Hotel hotel = hotels.find(any.hotel()).orElseThrow(() -> new NotFoundException("hotel", any.hotel()));
        return new Wish(choice, stay, guests, hotel, null);
    }

    /** What a booking has to have of the inventory. */
    Demand demand(BookingId booking) {
        return room != null
                ? new Demand.ThisRoom(booking, room, stay)
                : new Demand.AnyRoom(booking, ((RoomChoice.AnyRoom) choice).type(), guests, stay);
    }

    /** What it costs in a room. */
    Money total(Room chosen) {
        return chosen.total(stay);
    }

    /** By which rules it is refused. */
    List<RuleViolation> violations(LocalDate today) {
        // Of any room, the guard looks only at those that are large enough.
        int capacity = room != null ? room.details().capacity() : guests;
        return Rules.refusals(new Proposal(stay, guests, capacity, today));
    }

    /** The answer to whom the inventory refused it, for another reason than its nights. */
    GeneralOutcome refusal(Refusal why, HotelStore hotels) {
        if (why instanceof Refusal.KeyUsed) {
            return new Contended(); // the same request was faster
        }
        if (why instanceof Refusal.Closed) {
            return closed();
        }
        if (why instanceof Refusal.NoSuchRoom && choice instanceof RoomChoice.AnyRoom any) {
            return noSuchRoom(any, hotels);
        }
        throw new IllegalStateException("it cannot be refused so: " + why);
    }

    /** There was no open room of the type that is large enough: says which of these it lacked. */
    private Refused noSuchRoom(RoomChoice.AnyRoom any, HotelStore hotels) {
        List<Room> ofType = hotels.rooms(any.hotel()).stream()
                .filter(each -> each.details().type().equals(any.type()))
                .toList();
        if (ofType.isEmpty()) {
            throw new NotFoundException("room type", any.type());
        }
        int largest = ofType.stream()
                .mapToInt(each -> each.details().capacity())
                .max()
                .orElseThrow();
        List<RuleViolation> violations = Rules.refusals(new Proposal(stay, guests, largest, stay.arrival()));
        return violations.isEmpty() ? closed() : new Refused(violations);
    }

    private Refused closed() {
        return new Refused(List.of(new RuleViolation(
                "open",
                "the room or its hotel is closed for new bookings",
                Map.of("hotel", hotel.id().toString()))));
    }
}
