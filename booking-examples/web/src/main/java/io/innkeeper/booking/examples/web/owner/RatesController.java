package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.examples.web.page.WallMonth;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.Tariffs;
import io.innkeeper.booking.stay.Stay;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What nights cost, by type of room and month. */
@Controller
class RatesController {

    private static final int LAST_YEAR = 9998;

    private final Innkeeper innkeeper;
    private final OwnedHotels owned;
    private final Clock clock;

    RatesController(Innkeeper innkeeper, OwnedHotels owned, Clock clock) {
        this.innkeeper = innkeeper;
        this.owned = owned;
        this.clock = clock;
    }

    @GetMapping("/owner/hotels/{id}/rates")
    String rates(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response) {
        return rates(owned.hotel(me, id), new Form(fields), model, response);
    }

    @PostMapping("/owner/hotels/{id}/rates")
    String change(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Form form = new Form(fields);
        boolean isToBeCleared = form.text("action").equals("clear");
        Tariffs tariffs = innkeeper.tariffs().by(OwnedHotels.actor(me));
        try {
            Stay nights = form.stay("from", "until");
            String type = form.text("type");
            if (isToBeCleared) {
                form.check();
                tariffs.clearRates(hotel.id(), type, nights);
            } else {
                Money rate = form.money("rate", hotel.details().currency());
                form.check();
                tariffs.setRate(hotel.id(), type, nights, rate);
            }
            next.addFlashAttribute(
                    Told.DONE,
                    isToBeCleared
                            ? "The nights cost again what the rooms' own rates say."
                            : "The rate is set. What is booked keeps its price.");
            next.addAttribute("type", type);
            next.addAttribute("month", YearMonth.from(nights.arrival()).toString());
            return "redirect:/owner/hotels/" + hotel.id() + "/rates";
        } catch (InvalidRequestException e) {
            Told.refused(form, e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return rates(hotel, form, model, response);
        }
    }

    private String rates(Hotel hotel, Form form, Model model, HttpServletResponse response) {
        List<Room> rooms = innkeeper.hotels().rooms(hotel.id());
        List<String> types = RoomTypes.of(rooms);
        model.addAttribute("hotel", hotel);
        model.addAttribute("form", form);
        model.addAttribute("types", types);
        if (types.isEmpty()) {
            return "owner/rates";
        }
        String type = form.has("type") ? form.text("type") : types.get(0);
        if (!types.contains(type)) {
            throw new NotFoundException("room type", type);
        }
        YearMonth month = month(form, YearMonth.from(hotel.today(clock)), response);
        List<Room> ofType = rooms.stream()
                .filter(room -> room.details().type().equals(type))
                .toList();
        model.addAttribute("type", type);
        model.addAttribute(
                "rates",
                RateMonth.of(month, ofType, innkeeper.tariffs().rates(hotel.id(), type, WallMonth.nights(month))));
        return "owner/rates";
    }

    private static YearMonth month(Form form, YearMonth otherwise, HttpServletResponse response) {
        if (!form.has("month")) {
            return otherwise;
        }
        try {
            YearMonth month = YearMonth.parse(form.text("month"));
            // The months before and after it must be such that the library has nights in them.
            if (month.getYear() > 1 && month.getYear() <= LAST_YEAR) {
                return month;
            }
        } catch (DateTimeException e) {
            // Told below, like a month of another age.
        }
        form.refused("month", "must be a month, as in 2030-12");
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        return otherwise;
    }
}
