package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.examples.web.Search;
import io.innkeeper.booking.examples.web.page.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Search for the hotels of a city that have a free room. */
@Controller
class SearchController {

    private static final int PAGE_SIZE = 20;

    /** With a highest price, a page of the library may have little that is cheap enough; so many of them make one of ours. */
    private static final int MOST_LOOKS = 5;

    private final Search search;
    private final Cities cities;

    SearchController(Search search, Cities cities) {
        this.search = search;
        this.cities = cities;
    }

    @GetMapping("/search")
    String search(@RequestParam Map<String, String> fields, Model model, HttpServletResponse response) {
        Form form = new Form(fields);
        model.addAttribute("form", form);
        model.addAttribute("cities", cities.most());
        try {
            Wish wish = Wish.of(form);
            int stars = form.number("stars", 0);
            BigDecimal most = form.has("price") ? form.decimal("price") : null;
            form.check();
            CityQuery query = CityQuery.of(form.get("city"), wish.stay(), wish.guests())
                    .withStars(stars)
                    .pagesOf(PAGE_SIZE)
                    .after(form.has("after") ? form.get("after") : null);
            Page<HotelOffer> found = find(query, most);
            model.addAttribute("wish", wish);
            model.addAttribute("offers", found.items());
            model.addAttribute("next", found.next());
        } catch (InvalidRequestException e) {
            form.refusedBy(e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        return "guest/search";
    }

    private Page<HotelOffer> find(CityQuery query, @Nullable BigDecimal most) {
        List<HotelOffer> found = new ArrayList<>();
        String after = query.after();
        for (int look = 0; look < MOST_LOOKS; look++) {
            Page<HotelOffer> page = search.availability().freeHotels(query.after(after));
            page.items().stream()
                    .filter(offer ->
                            most == null || offer.lowestTotal().amount().compareTo(most) <= 0)
                    .forEach(found::add);
            after = page.next();
            if (after == null || found.size() >= PAGE_SIZE / 2) {
                break;
            }
        }
        return new Page<>(found, after);
    }
}
