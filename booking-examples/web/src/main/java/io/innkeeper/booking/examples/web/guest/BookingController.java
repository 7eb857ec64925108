package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.loyalty.DearerException;
import io.innkeeper.booking.examples.web.loyalty.Reservations;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.examples.web.page.Show;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.QuoteOutcome;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quoted;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
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

/**
 * A booking from the choice of a room to its end. Each form has a key that was made with it, so that whoever sends it twice has
 * one booking and not two.
 */
@Controller
class BookingController {

    private static final Duration HOLD = Duration.ofMinutes(10);
    private static final Duration QUOTE = Duration.ofMinutes(30);
    private static final int PAGE_SIZE = 10;

    private final Innkeeper innkeeper;
    private final Reservations reservations;
    private final NotDone notDone;
    private final Show show;

    BookingController(Innkeeper innkeeper, Reservations reservations, NotDone notDone, Show show) {
        this.innkeeper = innkeeper;
        this.reservations = reservations;
        this.notDone = notDone;
        this.show = show;
    }

    @GetMapping("/hotels/{id}/book")
    String choose(
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response) {
        Hotel hotel = hotel(new HotelId(id));
        Form form = new Form(fields);
        Wish wish = Wish.of(form);
        form.check();
        QuoteOutcome outcome = innkeeper
                .quotes()
                .quote(QuoteRequest.anyRoom(hotel.id(), form.get("type"), wish.stay(), wish.guests()), QUOTE);
        if (!(outcome instanceof Quoted quoted)) {
            return notDone.show(outcome, hotel, wish, model, response);
        }
        model.addAttribute("hotel", hotel);
        model.addAttribute("type", form.text("type"));
        model.addAttribute("quote", quoted.quote());
        model.addAttribute("key", UUID.randomUUID());
        return "guest/choose";
    }

    @PostMapping("/hotels/{id}/book")
    String hold(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response) {
        Hotel hotel = hotel(new HotelId(id));
        Form form = new Form(fields);
        QuoteId quoteId = new QuoteId(form.id("quote"));
        form.check();
        Quote quote = innkeeper
                .quotes()
                .find(quoteId)
                .filter(found -> found.hotel().equals(hotel.id()))
                .orElseThrow(() -> new NotFoundException("quote", quoteId));
        Outcome outcome =
                innkeeper.bookings().withKey(form.get("key")).hold(BookingRequest.quoted(me.user(), quote), HOLD);
        return outcome.success()
                .map(held -> "redirect:/bookings/" + held.id() + "?quote=" + quote.id())
                .orElseGet(() -> notDone.show(outcome, hotel, new Wish(quote.stay(), quote.guests()), model, response));
    }

    @GetMapping("/bookings")
    String bookings(@AuthenticationPrincipal SignedIn me, @RequestParam @Nullable String after, Model model) {
        Page<Booking> page = innkeeper.bookings().list(me.user(), PAGE_SIZE, after);
        Map<HotelId, Hotel> hotels = new HashMap<>();
        page.items().forEach(booking -> hotels.computeIfAbsent(booking.hotel(), this::hotel));
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
        Booking booking = booking(me, id);
        describe(booking, model);
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
        Booking booking = booking(me, id);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"stay.ics\"")
                .header(HttpHeaders.CONTENT_TYPE, "text/calendar; charset=utf-8")
                .body(BookingFile.of(booking, hotel(booking.hotel())));
    }

    @PostMapping("/bookings/{id}/confirm")
    String confirm(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam String key,
            Model model,
            HttpServletResponse response) {
        Booking booking = booking(me, id);
        Outcome outcome = reservations.confirm(me.user(), booking.id(), key);
        return answer(outcome, booking, "/bookings/" + id + "?done=confirmed", model, response);
    }

    @PostMapping("/bookings/{id}/release")
    String release(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam String key,
            Model model,
            HttpServletResponse response) {
        Booking booking = booking(me, id);
        Outcome outcome = innkeeper.bookings().withKey(key).release(me.user(), booking.id());
        return answer(outcome, booking, "/bookings?done=released", model, response);
    }

    @GetMapping("/bookings/{id}/cancel")
    String cancellation(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, Model model) {
        Booking booking = booking(me, id);
        describe(booking, model);
        return booking.status() == BookingStatus.CONFIRMED ? "guest/cancel" : "redirect:/bookings/" + id;
    }

    @PostMapping("/bookings/{id}/cancel")
    String cancel(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam String key,
            Model model,
            HttpServletResponse response) {
        Booking booking = booking(me, id);
        Outcome outcome = reservations.cancel(me.user(), booking.id(), key);
        return answer(outcome, booking, "/bookings/" + id + "?done=cancelled", model, response);
    }

    @GetMapping("/bookings/{id}/change")
    String change(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response) {
        Booking booking = booking(me, id);
        Hotel hotel = describe(booking, model);
        Room room = room(booking);
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
                model.addAttribute("total", total(hotel, form.text("type"), wish));
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
            HttpServletResponse response) {
        Booking booking = booking(me, id);
        Form form = new Form(fields);
        Wish wish = Wish.of(form);
        Hotel hotel = hotel(booking.hotel());
        Money most = form.money("total", hotel.details().currency());
        form.check();
        BookingChange change = BookingChange.of(booking)
                .to(wish.stay())
                .guests(wish.guests())
                .toAnyRoom(booking.hotel(), form.get("type"));
        try {
            Outcome outcome = reservations.change(me.user(), booking.id(), change, most, key);
            return outcome.success()
                    .map(changed -> "redirect:/bookings/" + id + "?done=changed")
                    .orElseGet(() -> notDone.show(outcome, hotel, wish, model, response));
        } catch (DearerException e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return dearer(booking, form, wish, e.total(), model);
        }
    }

    /** Asks again, at the price by now. */
    private String dearer(Booking booking, Form form, Wish wish, Money total, Model model) {
        model.addAttribute("types", types(describe(booking, model)));
        model.addAttribute("form", form);
        model.addAttribute("wish", wish);
        model.addAttribute("total", total);
        model.addAttribute("dearer", true);
        return "guest/change";
    }

    /** What the cheapest room of a type costs for a stay; null if there is no such type. */
    private @Nullable Money total(Hotel hotel, String type, Wish wish) {
        Map<LocalDate, Money> rates = innkeeper.tariffs().rates(hotel.id(), type, wish.stay());
        return types(hotel).stream()
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

    private String answer(Outcome outcome, Booking booking, String next, Model model, HttpServletResponse response) {
        return outcome.success()
                .map(done -> "redirect:" + next)
                .orElseGet(() -> notDone.show(
                        outcome,
                        hotel(booking.hotel()),
                        new Wish(booking.stay(), Math.max(1, booking.guests())),
                        model,
                        response));
    }

    private Hotel describe(Booking booking, Model model) {
        Hotel hotel = hotel(booking.hotel());
        model.addAttribute("booking", booking);
        model.addAttribute("hotel", hotel);
        model.addAttribute("room", room(booking));
        model.addAttribute("fee", feeToday(booking, hotel));
        model.addAttribute("key", UUID.randomUUID());
        return hotel;
    }

    /** What cancelling costs today; null if nothing. */
    private @Nullable Money feeToday(Booking booking, Hotel hotel) {
        if (booking.cancellation() == null) {
            return null;
        }
        Money fee = booking.cancellation().feeOn(show.today(hotel.details()));
        return fee.amount().signum() == 0 ? null : fee;
    }

    private Booking booking(SignedIn me, UUID id) {
        return innkeeper
                .bookings()
                .find(me.user(), new BookingId(id))
                .orElseThrow(() -> new NotFoundException("booking", id));
    }

    private Hotel hotel(HotelId id) {
        return innkeeper.hotels().find(id).orElseThrow(() -> new NotFoundException("hotel", id));
    }

    private Room room(Booking booking) {
        return innkeeper
                .hotels()
                .findRoom(booking.room())
                .orElseThrow(() -> new NotFoundException("room", booking.room()));
    }
}
