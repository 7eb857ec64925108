package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.QuoteOutcome;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quoted;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The choice of a room, and holding it while its price is looked over. The form has a key that was made with it, so that
 * whoever sends it twice holds one room and not two.
 */
@Controller
class HoldController {

    private static final Duration HOLD = Duration.ofMinutes(10);
    private static final Duration QUOTE = Duration.ofMinutes(30);

    private final Innkeeper innkeeper;
    private final MyBookings mine;
    private final NotDone notDone;

    HoldController(Innkeeper innkeeper, MyBookings mine, NotDone notDone) {
        this.innkeeper = innkeeper;
        this.mine = mine;
        this.notDone = notDone;
    }

    @GetMapping("/hotels/{id}/book")
    String choose(@PathVariable UUID id, @RequestParam Map<String, String> fields, Model model) {
        Hotel hotel = mine.hotel(new HotelId(id));
        Form form = new Form(fields);
        Wish wish = Wish.of(form);
        form.check();
        QuoteOutcome outcome = innkeeper
                .quotes()
                .quote(QuoteRequest.anyRoom(hotel.id(), form.get("type"), wish.stay(), wish.guests()), QUOTE);
        if (!(outcome instanceof Quoted quoted)) {
            return notDone.show(outcome, hotel, wish, null, model);
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
            Model model) {
        Hotel hotel = mine.hotel(new HotelId(id));
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
                .orElseGet(() -> notDone.show(outcome, hotel, new Wish(quote.stay(), quote.guests()), null, model));
    }
}
