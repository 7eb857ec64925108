package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.Outcome;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the pages of a guest's bookings share. */
@Component
class MyBookings {

    private final Innkeeper innkeeper;
    private final NotDone notDone;
    private final Clock clock;

    MyBookings(Innkeeper innkeeper, NotDone notDone, Clock clock) {
        this.innkeeper = innkeeper;
        this.notDone = notDone;
        this.clock = clock;
    }

    /** A booking of theirs; anybody else's is for them as if it were not there. */
    Booking booking(SignedIn me, UUID id) {
        return innkeeper
                .bookings()
                .find(me.user(), new BookingId(id))
                .orElseThrow(() -> new NotFoundException("booking", id));
    }

    /** A hotel. */
    Hotel hotel(HotelId id) {
        return innkeeper.hotels().find(id).orElseThrow(() -> new NotFoundException("hotel", id));
    }

    private Room room(Booking booking) {
        return innkeeper
                .hotels()
                .findRoom(booking.room())
                .orElseThrow(() -> new NotFoundException("room", booking.room()));
    }

    /**
     * Gives a page what it shows of a booking, and a new key for its forms.
     *
     * @return the booking's room
     */
    Room describe(Booking booking, Model model) {
        Hotel hotel = hotel(booking.hotel());
        Room room = room(booking);
        model.addAttribute("booking", booking);
        model.addAttribute("hotel", hotel);
        model.addAttribute("room", room);
        model.addAttribute("fee", feeToday(booking, hotel));
        model.addAttribute("key", UUID.randomUUID());
        return room;
    }

    /** What cancelling costs today; null if nothing. */
    private @Nullable Money feeToday(Booking booking, Hotel hotel) {
        if (booking.cancellation() == null) {
            return null;
        }
        Money fee = booking.cancellation().feeOn(hotel.today(clock));
        return fee.amount().signum() == 0 ? null : fee;
    }

    /** Goes on to the next page and says there what was done, or shows why what was asked for was not. */
    String answer(Outcome outcome, Booking booking, String page, String done, Model model, RedirectAttributes next) {
        if (outcome.success().isPresent()) {
            next.addFlashAttribute("done", done);
            return "redirect:" + page;
        }
        Wish wish = new Wish(booking.stay(), Math.max(1, booking.guests()));
        return notDone.show(outcome, hotel(booking.hotel()), wish, null, model);
    }
}
