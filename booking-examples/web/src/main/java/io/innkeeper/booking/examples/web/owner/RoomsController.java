package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.examples.web.page.Show;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Hotels;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import jakarta.servlet.http.HttpServletResponse;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The rooms of a hotel. */
@Controller
class RoomsController {

    private final Innkeeper innkeeper;
    private final OwnedHotels owned;
    private final RoomFeeds feeds;
    private final Show show;

    RoomsController(Innkeeper innkeeper, OwnedHotels owned, RoomFeeds feeds, Show show) {
        this.innkeeper = innkeeper;
        this.owned = owned;
        this.feeds = feeds;
        this.show = show;
    }

    @GetMapping("/owner/hotels/{id}/rooms")
    String rooms(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, Model model) {
        return rooms(owned.hotel(me, id), Form.empty(), model);
    }

    @PostMapping("/owner/hotels/{id}/rooms")
    String add(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Form form = new Form(fields);
        try {
            List<String> numbers = RoomNumbers.from(form);
            int capacity = form.number("capacity");
            Money rate = form.money("nightlyRate", hotel.details().currency());
            form.check();
            List<RoomDetails> rooms = numbers.stream()
                    .map(number -> new RoomDetails(number, form.get("type"), capacity, rate))
                    .toList();
            int added = hotels(me).addRooms(hotel.id(), rooms).size();
            next.addFlashAttribute(
                    Told.DONE, show.count(added, "room") + (added == 1 ? " is" : " are") + " there to be booked.");
            return "redirect:/owner/hotels/" + hotel.id() + "/rooms";
        } catch (InvalidRequestException e) {
            Told.refused(form, e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } catch (AlreadyExistsException e) {
            refused(form, e);
            response.setStatus(HttpStatus.CONFLICT.value());
        }
        return rooms(hotel, form, model);
    }

    private String rooms(Hotel hotel, Form form, Model model) {
        List<Room> rooms = innkeeper.hotels().rooms(hotel.id());
        model.addAttribute("hotel", hotel);
        model.addAttribute("form", form);
        model.addAttribute("rooms", rooms);
        model.addAttribute("types", RoomTypes.of(rooms));
        return "owner/rooms";
    }

    @GetMapping("/owner/hotels/{id}/rooms/{room}")
    String room(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id, @PathVariable UUID room, Model model) {
        Hotel hotel = owned.hotel(me, id);
        Room found = owned.room(hotel, room);
        RoomDetails details = found.details();
        Form form = new Form(Map.of(
                "number", details.number(),
                "type", details.type(),
                "capacity", String.valueOf(details.capacity()),
                "nightlyRate", details.nightlyRate().amount().toPlainString()));
        return room(hotel, found, form, model);
    }

    @PostMapping("/owner/hotels/{id}/rooms/{room}")
    String edit(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @PathVariable UUID room,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Room found = owned.room(hotel, room);
        Form form = new Form(fields);
        try {
            int capacity = form.number("capacity");
            Money rate = form.money("nightlyRate", hotel.details().currency());
            form.check();
            hotels(me).updateRoom(found.id(), new RoomDetails(form.get("number"), form.get("type"), capacity, rate));
            next.addFlashAttribute(Told.DONE, "The room is changed. What is booked keeps its price.");
            return "redirect:/owner/hotels/" + hotel.id() + "/rooms/" + found.id();
        } catch (InvalidRequestException e) {
            Told.refused(form, e);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } catch (AlreadyExistsException e) {
            refused(form, e);
            response.setStatus(HttpStatus.CONFLICT.value());
        }
        return room(hotel, found, form, model);
    }

    private static void refused(Form form, AlreadyExistsException e) {
        form.refused("number", "is taken: there is a room " + e.value() + " already");
    }

    private String room(Hotel hotel, Room room, Form form, Model model) {
        model.addAttribute("hotel", hotel);
        model.addAttribute("room", room);
        model.addAttribute("form", form);
        feeds.tokenOf(room)
                .map(token -> ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path("/feeds/" + token + ".ics")
                        .toUriString())
                .ifPresent(address -> model.addAttribute("feed", address));
        return "owner/room";
    }

    @PostMapping("/owner/hotels/{id}/rooms/{room}/close")
    String close(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @PathVariable UUID room,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Room closed = hotels(me).closeRoom(owned.room(hotel, room).id());
        next.addFlashAttribute(Told.DONE, "The room is closed: nothing new is booked. What is booked stays booked.");
        return "redirect:/owner/hotels/" + hotel.id() + "/rooms/" + closed.id();
    }

    @PostMapping("/owner/hotels/{id}/rooms/{room}/reopen")
    String reopen(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @PathVariable UUID room,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Room open = hotels(me).reopenRoom(owned.room(hotel, room).id());
        next.addFlashAttribute(Told.DONE, "The room is open again.");
        return "redirect:/owner/hotels/" + hotel.id() + "/rooms/" + open.id();
    }

    @PostMapping("/owner/hotels/{id}/rooms/{room}/feed")
    String feed(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @PathVariable UUID room,
            RedirectAttributes next) {
        Hotel hotel = owned.hotel(me, id);
        Room found = owned.room(hotel, room);
        feeds.renew(found);
        next.addFlashAttribute(Told.DONE, "The calendar has a new address. An earlier one leads nowhere any more.");
        return "redirect:/owner/hotels/" + hotel.id() + "/rooms/" + found.id();
    }

    private Hotels hotels(SignedIn me) {
        return innkeeper.hotels().by(OwnedHotels.actor(me));
    }
}
