package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.loyalty.DearerException;
import io.innkeeper.booking.examples.web.loyalty.Reservations;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A guest's bookings, from the confirmation to the cancellation. Each form has a key that was made with it, so that what is sent
 * twice is done once.
 */
@Controller
class BookingController {

    private static final int PAGE_SIZE = 10;

    private final Innkeeper innkeeper;
    private final Reservations reservations;
    private final MyBookings mine;

    BookingController(Innkeeper innkeeper, Reservations reservations, MyBookings mine) {
        this.innkeeper = innkeeper;
        this.reservations = reservations;
        this.mine = mine;
    }

    @GetMapping("/bookings")
    String bookings(@AuthenticationPrincipal SignedIn me, @RequestParam @Nullable String after, Model model) {
        Page<Booking> page = innkeeper.bookings().list(me.user(), PAGE_SIZE, after);
        Map<HotelId, Hotel> hotels = new HashMap<>();
        page.items().forEach(booking -> hotels.computeIfAbsent(booking.hotel(), mine::hotel));
        model.addAttribute("bookings", page.items());
        model.addAttribute("next", page.next());
        model.addAttribute("hotels", hotels);
        model.addAttribute("points", reservations.points(me.user()));
        return "guest/bookings";
    }

    @GetMapping("/bookings/{id}")
    String booking(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam @Nullable UUID quote,
            Model model) {
        Booking booking = mine.booking(me, id);
        mine.describe(booking, model);
        model.addAttribute("quote", quote == null ? null : quoteOf(booking, new QuoteId(quote)));
        return "guest/booking";
    }

    /** Night by night what a booking costs, as long as it is the quote that it was made by. */
    private @Nullable Quote quoteOf(Booking booking, QuoteId id) {
        return innkeeper
                .quotes()
                .find(id)
                .filter(quote -> quote.hotel().equals(booking.hotel())
                        && quote.stay().equals(booking.stay())
                        && quote.total().equals(booking.total()))
                .orElse(null);
    }

    @GetMapping("/bookings/{id}/stay.ics")
    ResponseEntity<String> file(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id) {
        Booking booking = mine.booking(me, id);
        if (!booking.status().isForGood()) {
            throw new NotFoundException("calendar file of booking", id);
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"stay.ics\"")
                .header(HttpHeaders.CONTENT_TYPE, "text/calendar; charset=utf-8")
                .body(BookingFile.of(booking, mine.hotel(booking.hotel())));
    }

    @PostMapping("/bookings/{id}/confirm")
    String confirm(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam String key,
            Model model,
            RedirectAttributes next) {
        Booking booking = mine.booking(me, id);
        Outcome outcome = reservations.confirm(me.user(), booking.id(), key);
        return mine.answer(outcome, booking, "/bookings/" + id, "It is yours: the booking is confirmed.", model, next);
    }

    @PostMapping("/bookings/{id}/release")
    String release(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam String key,
            Model model,
            RedirectAttributes next) {
        Booking booking = mine.booking(me, id);
        Outcome outcome = innkeeper.bookings().withKey(key).release(me.user(), booking.id());
        return mine.answer(outcome, booking, "/bookings", "The room is not held for you any more.", model, next);
    }

    @GetMapping("/bookings/{id}/cancel")
    String cancellation(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, Model model) {
        Booking booking = mine.booking(me, id);
        mine.describe(booking, model);
        return booking.status() == BookingStatus.CONFIRMED ? "guest/cancel" : "redirect:/bookings/" + id;
    }

    @PostMapping("/bookings/{id}/cancel")
    String cancel(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam Map<String, String> fields,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Booking booking = mine.booking(me, id);
        Form form = new Form(fields);
        Money most = form.money("fee", booking.total().currency());
        form.check();
        try {
            Outcome outcome = reservations.cancel(me.user(), booking.id(), most, key);
            return mine.answer(outcome, booking, "/bookings/" + id, "The booking is cancelled.", model, next);
        } catch (DearerException e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            mine.describe(booking, model);
            model.addAttribute("dearer", true);
            return "guest/cancel";
        }
    }
}
