package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.BlockOutcome;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.StatusOutcome;
import io.innkeeper.booking.stay.Stay;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Rooms that are kept free of guests for some nights, as for repairs. */
@Controller
class ClosuresController {

    private static final int MOST_SHOWN = 200;

    private final Innkeeper innkeeper;
    private final OwnedHotels owned;
    private final HotelBook book;
    private final Clock clock;

    ClosuresController(Innkeeper innkeeper, OwnedHotels owned, HotelBook book, Clock clock) {
        this.innkeeper = innkeeper;
        this.owned = owned;
        this.book = book;
        this.clock = clock;
    }

    @GetMapping("/owner/hotels/{id}/closures")
    String closures(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, Model model) {
        return closures(owned.hotel(me, id), Form.empty(), model);
    }

    @PostMapping("/owner/hotels/{id}/closures")
    String close(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Form form = new Form(fields);
        try {
            UUID room = form.id("room");
            Stay nights = form.stay("from", "until");
            form.check();
            BlockOutcome outcome = innkeeper
                    .frontDesk()
                    .withKey(form.get("key"))
                    .block(OwnedHotels.actor(me), owned.room(hotel, room).id(), nights);
            if (outcome.success().isPresent()) {
                next.addFlashAttribute(Told.DONE, "The room is kept free of guests.");
                return "redirect:/owner/hotels/" + hotel.id() + "/closures";
            }
            response.setStatus(Told.status(outcome).value());
            model.addAttribute(Told.FAILED, Told.why(outcome));
        } catch (InvalidRequestException e) {
            Told.refused(form, e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        return closures(hotel, form, model);
    }

    @PostMapping("/owner/hotels/{id}/closures/{closure}/end")
    String open(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @PathVariable UUID closure,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        BookingId ended = owned.booking(me, hotel, closure).id();
        StatusOutcome outcome = innkeeper.frontDesk().withKey(key).unblock(OwnedHotels.actor(me), ended);
        if (outcome.success().isPresent()) {
            next.addFlashAttribute(Told.DONE, "The room is open to guests again.");
        } else {
            next.addFlashAttribute(Told.FAILED, Told.why(outcome));
        }
        return "redirect:/owner/hotels/" + hotel.id() + "/closures";
    }

    private String closures(Hotel hotel, Form form, Model model) {
        List<Room> rooms = innkeeper.hotels().rooms(hotel.id());
        Map<RoomId, String> numbers = rooms.stream().collect(Collectors.toMap(Room::id, Room::number));
        Map<String, String> choices = new LinkedHashMap<>();
        rooms.forEach(room -> choices.put(
                room.id().toString(), room.number() + ", " + room.details().type()));
        List<HotelBook.Entry> found = book.closures(hotel.id(), hotel.today(clock), MOST_SHOWN + 1);
        model.addAttribute("hotel", hotel);
        model.addAttribute("form", form);
        model.addAttribute("rooms", choices);
        model.addAttribute(
                "closures",
                found.stream()
                        .limit(MOST_SHOWN)
                        .map(each -> Closure.of(each, numbers))
                        .toList());
        model.addAttribute("areMore", found.size() > MOST_SHOWN);
        // What was not done is tried again with the same key.
        model.addAttribute(
                "key", form.has("key") ? form.get("key") : UUID.randomUUID().toString());
        return "owner/closures";
    }

    /**
     * Nights in which a room is kept free of guests.
     *
     * @param id identity
     * @param room the number of the room
     * @param nights the nights
     */
    record Closure(BookingId id, String room, Stay nights) {

        private static Closure of(HotelBook.Entry entry, Map<RoomId, String> numbers) {
            return new Closure(entry.id(), numbers.getOrDefault(entry.room(), ""), entry.stay());
        }

        /** A key for the button that ends it. */
        public String newKey() {
            return UUID.randomUUID().toString();
        }
    }
}
