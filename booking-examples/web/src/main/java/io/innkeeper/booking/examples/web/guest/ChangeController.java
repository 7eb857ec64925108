package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.loyalty.DearerException;
import io.innkeeper.booking.examples.web.loyalty.Reservations;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.stay.Stay;
import jakarta.servlet.http.HttpServletResponse;
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
        Room room = mine.describe(booking, model);
        Form sent = new Form(fields);
        Form form = Wish.isIn(sent)
                ? sent
                : new Form(Map.of(
                        "arrival", booking.stay().arrival().toString(),
                        "departure", booking.stay().departure().toString(),
                        "guests", String.valueOf(booking.guests()),
                        "type", room.details().type()));
        List<Room> rooms = innkeeper.hotels().rooms(booking.hotel());
        model.addAttribute("form", form);
        model.addAttribute("types", TypeOffer.ofRooms(rooms));
        if (!fields.isEmpty()) {
            try {
                Wish wish = Wish.of(form);
                form.check();
                model.addAttribute("wish", wish);
                Money total = total(rooms, form.text("type"), wish);
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
        mine.describe(booking, model);
        model.addAttribute("types", TypeOffer.ofRooms(innkeeper.hotels().rooms(booking.hotel())));
        model.addAttribute("form", form);
        model.addAttribute("wish", wish);
        model.addAttribute("total", total);
        model.addAttribute("dearer", true);
        return "guest/change";
    }

    /**
     * What a stay costs in the cheapest room of a type that takes the guests, whether it is free or not: the guest's own is
     * not, and may be it. Null if there is no such room.
     */
    private @Nullable Money total(List<Room> rooms, String type, Wish wish) {
        List<Room> large = rooms.stream()
                .filter(room -> room.details().capacity() >= wish.guests())
                .toList();
        return TypeOffer.ofRooms(large).stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .map(each -> tariff(rooms.get(0).hotel(), type, wish.stay()).total(type, each.lowest(), wish.stay()))
                .orElse(null);
    }

    private Tariff tariff(HotelId hotel, String type, Stay stay) {
        return new Tariff(Map.of(type, innkeeper.tariffs().rates(hotel, type, stay)), List.of());
    }
}
