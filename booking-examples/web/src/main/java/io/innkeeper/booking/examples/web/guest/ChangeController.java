package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.loyalty.DearerException;
import io.innkeeper.booking.examples.web.loyalty.Reservations;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changing a booking: first what it would cost, then the change, at that price or not at all. */
@Controller
class ChangeController {

    private final Innkeeper innkeeper;
    private final Reservations reservations;
    private final MyBookings mine;
    private final NotDone notDone;

    ChangeController(Innkeeper innkeeper, Reservations reservations, MyBookings mine, NotDone notDone) {
        this.innkeeper = innkeeper;
        this.reservations = reservations;
        this.mine = mine;
        this.notDone = notDone;
    }

    @GetMapping("/bookings/{id}/change")
    String change(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response) {
        Booking booking = mine.booking(me, id);
        Hotel hotel = mine.describe(booking, model);
        Room room = mine.room(booking);
        Form form = Wish.isIn(new Form(fields))
                ? new Form(fields)
                : new Form(Map.of(
                        "arrival", booking.stay().arrival().toString(),
                        "departure", booking.stay().departure().toString(),
                        "guests", String.valueOf(booking.guests()),
                        "type", room.details().type()));
        model.addAttribute("form", form);
        model.addAttribute("types", types(hotel));
        if (!fields.isEmpty()) {
            try {
                Wish wish = Wish.of(form);
                form.check();
                model.addAttribute("wish", wish);
                Money total = total(hotel, form.text("type"), wish);
                model.addAttribute("total", total);
                if (total == null) {
                    form.refused("type", "must be one that takes so many guests");
                }
            } catch (InvalidRequestException e) {
                form.refusedBy(e);
                response.setStatus(HttpStatus.BAD_REQUEST.value());
            }
        }
        return booking.status() == BookingStatus.CONFIRMED ? "guest/change" : "redirect:/bookings/" + id;
    }

    @PostMapping("/bookings/{id}/change")
    String change(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam Map<String, String> fields,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Booking booking = mine.booking(me, id);
        Form form = new Form(fields);
        Wish wish = Wish.of(form);
        Hotel hotel = mine.hotel(booking.hotel());
        Money most = form.money("total", hotel.details().currency());
        form.check();
        BookingChange change = BookingChange.of(booking)
                .to(wish.stay())
                .guests(wish.guests())
                .toAnyRoom(booking.hotel(), form.get("type"));
        try {
            Outcome outcome = reservations.change(me.user(), booking.id(), change, most, key);
            if (outcome.success().isEmpty()) {
                return notDone.show(outcome, hotel, wish, booking, model);
            }
            next.addFlashAttribute("done", "The booking is changed.");
            return "redirect:/bookings/" + id;
        } catch (DearerException e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return dearer(booking, form, wish, e.total(), model);
        }
    }

    /** Asks again, at the price by now. */
    private String dearer(Booking booking, Form form, Wish wish, Money total, Model model) {
        model.addAttribute("types", types(mine.describe(booking, model)));
        model.addAttribute("form", form);
        model.addAttribute("wish", wish);
        model.addAttribute("total", total);
        model.addAttribute("dearer", true);
        return "guest/change";
    }

    /**
     * What a stay costs in the cheapest room of a type that takes the guests, free or not, since the guest's own is in the way
     * of nobody but others; null if there is no such room.
     */
    private @Nullable Money total(Hotel hotel, String type, Wish wish) {
        Map<LocalDate, Money> rates = innkeeper.tariffs().rates(hotel.id(), type, wish.stay());
        List<Room> large = innkeeper.hotels().rooms(hotel.id()).stream()
                .filter(room -> room.details().capacity() >= wish.guests())
                .toList();
        return TypeOffer.ofRooms(large).stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .map(each -> wish.stay().nights().stream()
                        .map(night -> rates.getOrDefault(night, each.lowest()))
                        .reduce(each.lowest().times(0), Money::plus))
                .orElse(null);
    }

    private List<TypeOffer> types(Hotel hotel) {
        return TypeOffer.ofRooms(innkeeper.hotels().rooms(hotel.id()));
    }
}
