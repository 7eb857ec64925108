package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.loyalty.Reservations;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A day at a hotel: who comes, who leaves, and how full the house will be. */
@Controller
class DayController {

    private static final int NIGHTS = 30;

    private final Innkeeper innkeeper;
    private final Reservations reservations;
    private final OwnedHotels owned;
    private final DayPlan plan;
    private final HotelBook book;
    private final Clock clock;

    DayController(
            Innkeeper innkeeper,
            Reservations reservations,
            OwnedHotels owned,
            DayPlan plan,
            HotelBook book,
            Clock clock) {
        this.innkeeper = innkeeper;
        this.reservations = reservations;
        this.owned = owned;
        this.plan = plan;
        this.book = book;
        this.clock = clock;
    }

    @GetMapping("/owner/hotels/{id}")
    String day(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model) {
        Hotel hotel = owned.hotel(me, id);
        Form form = new Form(fields);
        LocalDate today = hotel.today(clock);
        LocalDate date = form.has("day") ? form.date("day") : today;
        form.check();
        // Refuses dates of which no calendar knows the neighbours.
        Stay nights = Stay.of(date, NIGHTS);
        List<Room> rooms = innkeeper.hotels().rooms(hotel.id());
        model.addAttribute("hotel", hotel);
        model.addAttribute("today", today);
        model.addAttribute("day", plan.of(OwnedHotels.actor(me), hotel, rooms, date));
        if (!rooms.isEmpty()) {
            int closed = (int) rooms.stream().filter(Room::closed).count();
            model.addAttribute("occupancy", Occupancy.of(nights, rooms.size(), closed, book.taken(hotel.id(), nights)));
        }
        return "owner/day";
    }

    @PostMapping("/owner/hotels/{id}/bookings/{booking}/{action}")
    String change(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @PathVariable UUID booking,
            @PathVariable String action,
            @RequestParam Map<String, String> fields,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Form form = new Form(fields);
        BookingId changed = owned.booking(me, hotel, booking).id();
        Outcome outcome = changed(OwnedHotels.actor(me), changed, action, form.get("key"));
        outcome.success()
                .ifPresentOrElse(
                        done -> next.addFlashAttribute(Told.DONE, done(done.status())),
                        () -> next.addFlashAttribute(Told.FAILED, Told.why(outcome)));
        if (form.has("day")) {
            next.addAttribute("day", form.text("day"));
        }
        return "redirect:/owner/hotels/" + hotel.id();
    }

    /** What costs the guest points or gives them back is written together with them. */
    private Outcome changed(Actor actor, BookingId booking, String action, String key) {
        return switch (action) {
            case "check-in" -> innkeeper.frontDesk().withKey(key).checkIn(actor, booking);
            case "check-out" -> innkeeper.frontDesk().withKey(key).checkOut(actor, booking);
            case "no-show" -> reservations.noShow(actor, booking, key);
            case "cancel" -> reservations.cancel(actor, booking, key);
            default -> throw new NotFoundException("action", action);
        };
    }

    private static String done(BookingStatus status) {
        return switch (status) {
            case CHECKED_IN -> "The guest is checked in.";
            case CHECKED_OUT -> "The guest is checked out.";
            case NO_SHOW -> "It is noted that the guest has not come. The room is free.";
            case CANCELLED -> "The booking is cancelled. The room is free.";
            default -> "It is done.";
        };
    }
}
