package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.HotelQuery;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. */
@Controller
class HomeController {

    private static final int HOTELS = 6;

    private final Innkeeper innkeeper;
    private final Cities cities;
    private final Clock clock;

    HomeController(Innkeeper innkeeper, Cities cities, Clock clock) {
        this.innkeeper = innkeeper;
        this.cities = cities;
        this.clock = clock;
    }

    @GetMapping("/")
    String home(Model model) {
        LocalDate nextWeek = LocalDate.now(clock).plusDays(7);
        model.addAttribute(
                "form",
                new Form(Map.of(
                        "arrival",
                        nextWeek.toString(),
                        "departure",
                        nextWeek.plusDays(2).toString(),
                        "guests",
                        "2")));
        model.addAttribute("cities", cities.most());
        model.addAttribute(
                "hotels",
                innkeeper.hotels().list(HotelQuery.all().pagesOf(HOTELS)).items());
        return "guest/home";
    }
}
