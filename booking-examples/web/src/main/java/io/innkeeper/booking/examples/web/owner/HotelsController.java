package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelQuery;
import io.innkeeper.booking.hotel.Hotels;
import jakarta.servlet.http.HttpServletResponse;
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

/** The hotels of an owner, and what is said of them. */
@Controller
class HotelsController {

    private final Innkeeper innkeeper;
    private final OwnedHotels owned;

    HotelsController(Innkeeper innkeeper, OwnedHotels owned) {
        this.innkeeper = innkeeper;
        this.owned = owned;
    }

    @GetMapping("/owner")
    String hotels(@AuthenticationPrincipal SignedIn me, @RequestParam @Nullable String after, Model model) {
        Page<Hotel> page = innkeeper
                .hotels()
                .list(HotelQuery.all().ownedBy(me.user()).withClosed().after(after));
        model.addAttribute("hotels", page.items());
        model.addAttribute("next", page.next());
        return "owner/hotels";
    }

    @GetMapping("/owner/hotels/new")
    String add(Model model) {
        return form(Form.empty(), null, model);
    }

    @PostMapping("/owner/hotels/new")
    String add(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Form form = new Form(fields);
        try {
            Hotel hotel = hotels(me).add(HotelForm.read(form, me.user(), null));
            next.addFlashAttribute(Told.DONE, "The hotel is there. Give it rooms, and guests can book them.");
            return "redirect:/owner/hotels/" + hotel.id() + "/rooms";
        } catch (InvalidRequestException e) {
            Told.refused(form, e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(form, null, model);
        }
    }

    @GetMapping("/owner/hotels/{id}/edit")
    String edit(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, Model model) {
        Hotel hotel = owned.hotel(me, id);
        return form(HotelForm.of(hotel.details()), hotel, model);
    }

    @PostMapping("/owner/hotels/{id}/edit")
    String edit(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Form form = new Form(fields);
        try {
            hotels(me).update(hotel.id(), HotelForm.read(form, me.user(), hotel.details()));
            next.addFlashAttribute(Told.DONE, "What is said of the hotel is changed.");
            return "redirect:/owner/hotels/" + hotel.id();
        } catch (InvalidRequestException e) {
            Told.refused(form, e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(form, hotel, model);
        }
    }

    private static String form(Form form, @Nullable Hotel hotel, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("hotel", hotel);
        model.addAttribute("zones", HotelForm.zones(hotel == null ? null : hotel.details()));
        model.addAttribute("currencies", HotelForm.currencies());
        model.addAttribute("stars", HotelForm.stars());
        return "owner/hotel-form";
    }

    @PostMapping("/owner/hotels/{id}/close")
    String close(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        hotels(me).close(hotel.id());
        next.addFlashAttribute(Told.DONE, "The hotel is closed: nothing new is booked. What is booked stays booked.");
        return "redirect:/owner/hotels/" + hotel.id();
    }

    @PostMapping("/owner/hotels/{id}/reopen")
    String reopen(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        hotels(me).reopen(hotel.id());
        next.addFlashAttribute(Told.DONE, "The hotel is open again.");
        return "redirect:/owner/hotels/" + hotel.id();
    }

    private Hotels hotels(SignedIn me) {
        return innkeeper.hotels().by(OwnedHotels.actor(me));
    }
}
