package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.examples.web.page.WallMonth;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A hotel: its rooms, what is free for a stay, and a month of nights. */
@Controller
class HotelController {

    private final Innkeeper innkeeper;
    private final Clock clock;

    HotelController(Innkeeper innkeeper, Clock clock) {
        this.innkeeper = innkeeper;
        this.clock = clock;
    }

    @GetMapping("/hotels/{id}")
    String hotel(
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response) {
        Hotel hotel = innkeeper.hotels().find(new HotelId(id)).orElseThrow(() -> new NotFoundException("hotel", id));
        LocalDate today = hotel.today(clock);
        Form form = new Form(fields);
        LocalDate shown = today;
        try {
            if (Wish.isIn(form)) {
                Wish wish = Wish.of(form);
                form.check();
                shown = wish.stay().arrival();
                model.addAttribute("wish", wish);
                model.addAttribute(
                        "offers",
                        TypeOffer.of(innkeeper.availability().freeRooms(hotel.id(), wish.stay(), wish.guests())));
            }
        } catch (InvalidRequestException e) {
            form.refusedBy(e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        YearMonth month = Month.wanted(form.text("month"), shown, today);
        model.addAttribute("hotel", hotel);
        model.addAttribute("form", Wish.isIn(form) ? form : suggested(today));
        model.addAttribute("types", types(hotel));
        model.addAttribute(
                "month",
                Month.of(month, innkeeper.availability().calendar(hotel.id(), null, WallMonth.nights(month)), today));
        return "guest/hotel";
    }

    private List<TypeOffer> types(Hotel hotel) {
        return TypeOffer.ofRooms(innkeeper.hotels().rooms(hotel.id()));
    }

    private static Form suggested(LocalDate today) {
        Map<String, String> fields = new HashMap<>();
        fields.put("arrival", today.plusDays(7).toString());
        fields.put("departure", today.plusDays(9).toString());
        fields.put("guests", "2");
        return new Form(fields);
    }
}
