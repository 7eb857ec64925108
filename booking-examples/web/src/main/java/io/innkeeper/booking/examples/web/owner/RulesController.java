package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.RestrictionId;
import io.innkeeper.booking.hotel.Tariffs;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
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

/** What a hotel asks of stays. */
@Controller
class RulesController {

    private final Innkeeper innkeeper;
    private final OwnedHotels owned;
    private final RuleWords words;
    private final Clock clock;

    RulesController(Innkeeper innkeeper, OwnedHotels owned, RuleWords words, Clock clock) {
        this.innkeeper = innkeeper;
        this.owned = owned;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/owner/hotels/{id}/rules")
    String rules(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, Model model) {
        Hotel hotel = owned.hotel(me, id);
        return rules(hotel, Form.empty(), types(hotel), model);
    }

    @PostMapping("/owner/hotels/{id}/rules")
    String add(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Form form = new Form(fields);
        List<String> types = types(hotel);
        try {
            Restriction.Kind kind = form.choice("kind", Restriction.Kind.class);
            @Nullable String type = form.has("type") ? form.text("type") : null;
            if (type != null && !types.contains(type)) {
                form.refused("type", "must be one of the list");
            }
            Stay days = form.stay("from", "until");
            int number = form.number("number", 0);
            form.check();
            addOnce(me, hotel, new Restriction(kind, type, days, number));
            next.addFlashAttribute(Told.DONE, "The rule holds from now on. What is booked stays booked.");
            return "redirect:/owner/hotels/" + hotel.id() + "/rules";
        } catch (InvalidRequestException e) {
            Told.refused(form, e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return rules(hotel, form, types, model);
        }
    }

    /** Who sends a form a second time has one rule; of two that are sent at the same moment there may be two, which say no more. */
    private void addOnce(SignedIn me, Hotel hotel, Restriction rule) {
        if (innkeeper.tariffs().restrictions(hotel.id()).stream()
                .noneMatch(known -> known.restriction().equals(rule))) {
            tariffs(me).restrict(hotel.id(), rule);
        }
    }

    @PostMapping("/owner/hotels/{id}/rules/{rule}/lift")
    String lift(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @PathVariable UUID rule,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        RestrictionId lifted = new RestrictionId(rule);
        if (innkeeper.tariffs().restrictions(hotel.id()).stream()
                .anyMatch(known -> known.id().equals(lifted))) {
            tariffs(me).lift(hotel.id(), lifted);
        }
        next.addFlashAttribute(Told.DONE, "The rule is lifted.");
        return "redirect:/owner/hotels/" + hotel.id() + "/rules";
    }

    private String rules(Hotel hotel, Form form, List<String> types, Model model) {
        LocalDate today = hotel.today(clock);
        List<Rule> rules = innkeeper.tariffs().restrictions(hotel.id()).stream()
                .filter(each -> each.restriction().days().departure().isAfter(today))
                .map(each -> new Rule(
                        each.id(),
                        words.of(each.restriction()),
                        each.restriction().roomType()))
                .toList();
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("", "All rooms");
        types.forEach(type -> choices.put(type, type));
        model.addAttribute("hotel", hotel);
        model.addAttribute("form", form);
        model.addAttribute("rules", rules);
        model.addAttribute("kinds", RuleWords.kinds());
        model.addAttribute("types", choices);
        return "owner/rules";
    }

    private List<String> types(Hotel hotel) {
        return RoomTypes.of(innkeeper.hotels().rooms(hotel.id()));
    }

    private Tariffs tariffs(SignedIn me) {
        return innkeeper.tariffs().by(OwnedHotels.actor(me));
    }

    /**
     * A rule as it is shown.
     *
     * @param id identity
     * @param words what it asks
     * @param type the type of room that it is for; null for all
     */
    record Rule(RestrictionId id, String words, @Nullable String type) {}
}
