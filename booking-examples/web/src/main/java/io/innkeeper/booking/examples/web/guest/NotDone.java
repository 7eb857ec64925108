package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.stay.RuleViolation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Tells guests why they do not have what they asked for, and what they can do about it. */
@Component
class NotDone {

    private final Alternatives alternatives;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    /**
     * One for all requests.
     *
     * @param request stands for whichever is being answered
     * @param response stands for its answer
     */
    NotDone(Alternatives alternatives, HttpServletRequest request, HttpServletResponse response) {
        this.alternatives = alternatives;
        this.request = request;
        this.response = response;
    }

    /**
     * The page for an answer of the library that is no success.
     *
     * @param changed the booking that was to be changed, and is as it was; null if there was none
     */
    String show(Object outcome, Hotel hotel, Wish wish, @Nullable Booking changed, Model model) {
        model.addAttribute("changed", changed);
        model.addAttribute("hotel", hotel);
        model.addAttribute("wish", wish);
        model.addAttribute("again", request.getRequestURI());
        model.addAttribute("sent", sent());
        if (outcome instanceof Unavailable || outcome instanceof HoldLost) {
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("alternatives", alternatives.to(hotel, wish));
            return "guest/faster";
        } else if (outcome instanceof Refused refused) {
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("reasons", reasons(refused));
            return "guest/refused";
        } else if (outcome instanceof Contended || outcome instanceof TooLate) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return "guest/busy";
        } else if (outcome instanceof Unknown) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return "guest/unsure";
        }
        throw new IllegalStateException("not known: " + outcome);
    }

    /** What was sent, to be sent again; without the token against forged requests, which each page has of its own. */
    private Map<String, String> sent() {
        Map<String, String> sent = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.startsWith("_")) {
                sent.put(name, values[0]);
            }
        });
        return sent;
    }

    private static List<String> reasons(Refused refused) {
        return refused.reasons().stream().map(RuleViolation::message).toList();
    }
}
