package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.stay.Stay;

/**
 * When somebody wants to stay, and with how many guests.
 *
 * @param stay the nights
 * @param guests how many guests
 */
record Wish(Stay stay, int guests) {

    /** As it was typed; whoever reads more of the form checks it afterwards. */
    static Wish of(Form form) {
        return new Wish(form.stay("arrival", "departure"), form.number("guests"));
    }

    /** Whether somebody typed one. */
    static boolean isIn(Form form) {
        return form.has("arrival") || form.has("departure");
    }
}
