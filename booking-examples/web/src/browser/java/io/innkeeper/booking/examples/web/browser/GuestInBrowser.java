package io.innkeeper.booking.examples.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.innkeeper.booking.Innkeeper;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuestInBrowser extends InBrowser {

    private final LocalDate arrival = LocalDate.now(ZoneId.of("Europe/Paris")).plusDays(20);

    @ParameterizedTest
    @EnumSource
    void aGuestRegistersLogsInSearchesHoldsConfirmsChangesCancelsAndLogsOut(Chromium.Device device) {
        String name = "Ada" + device.name().replace("_", "");
        try (Person ada = person(device)) {
            ada.open("/").looks("home");
            ada.open("/register").looks("register");
            ada.register(name).sees("Where would you like to wake up?");
            ada.logOut();
            ada.open("/login").looks("log-in");
            ada.logIn(name).sees("Where would you like to wake up?");

            ada.type("City", "Port Elara")
                    .type("Arrival", arrival.toString())
                    .type("Departure", arrival.plusDays(3).toString())
                    .type("Guests", "2")
                    .choose("Stars", "3")
                    .click("Search");
            ada.sees("The Analytical Inn", "Free in Port Elara").looks("search");
            ada.follow("The Analytical Inn").sees("Free for", "double").looks("hotel");
            ada.follow("Choose double")
                    .sees("Your choice", "What each night costs")
                    .looks("choice");
            ada.click("Hold it for 10 minutes").sees("Held for you").looks("held");
            if (device != Chromium.Device.NO_SCRIPT) {
                assertThat(ada.page().locator(".countdown").innerText()).matches("(10:00|9:\\d\\d)");
            }
            ada.click("Confirm the booking").sees("It is yours", "confirmed").looks("confirmed");
            ada.open("/bookings").sees("The Analytical Inn", "points").looks("bookings");
            ada.page()
                    .getByRole(
                            AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("The Analytical Inn")))
                    .click();
            ada.follow("Change")
                    .type("Departure", arrival.plusDays(4).toString())
                    .click("See the new price");
            ada.sees("The new total is").looks("change");
            ada.click("Change the booking").sees("The booking is changed", "4 nights");
            ada.follow("Cancel").sees("you pay nothing").looks("cancel");
            ada.click("Cancel the booking").sees("The booking is cancelled").looks("cancelled");
            ada.open("/account").looks("account");
            ada.logOut();
            ada.open("/bookings");
            assertThat(ada.page().url()).endsWith("/login");
        }
        assertThat(bean(Innkeeper.class).verifyInventory().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP", "PHONE"})
    void ofTwoWhoWantTheLastRoomOneHasItAndTheOtherIsToldKindly(Chromium.Device device) {
        LocalDate then = arrival.plusDays(10L * device.ordinal());
        try (Person grace = person(device);
                Person mary = person(device)) {
            for (Person each : new Person[] {grace, mary}) {
                each.register((each == grace ? "Grace" : "Mary") + device.name());
                each.type("City", "Lonely Point")
                        .type("Arrival", then.toString())
                        .type("Departure", then.plusDays(2).toString())
                        .type("Guests", "2")
                        .click("Search");
                each.sees("Only 1 room left").follow("The Single Room").follow("Choose double");
            }
            grace.click("Hold it for 10 minutes").sees("Held for you");

            mary.click("Hold it for 10 minutes");
            mary.sees("Someone was faster", "Nothing was booked", "on other dates", "The Other Room")
                    .expects(409)
                    .looks("someone-was-faster");
            grace.click("Confirm the booking").sees("It is yours");
            mary.follow("The Other Room").follow("Choose double").click("Hold it for 10 minutes");
            mary.sees("Held for you");
        }
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        try (Person ada = person(Chromium.Device.DESKTOP)) {
            ada.open("/register")
                    .type("Name", "Ada")
                    .type("E-mail address", "not one")
                    .type("Password", "short");
            ada.click("Register");
            ada.sees("E-mail address must be an e-mail address").expects(400).looks("register-again");
            ada.open("/login").type("E-mail address", "nobody@example.org").type("Password", "wrong");
            ada.click("Log in");
            ada.sees("There is no account with this e-mail address and password")
                    .expects(401)
                    .looks("log-in-again");
            ada.open("/hotels/00000000-0000-0000-0000-000000000000");
            ada.sees("There is nothing here").expects(404).looks("nothing");
        }
    }

    @Test
    void whoUsesAKeyboardPassesTheHeadOfThePageAndBooks() {
        try (Person ada = person(Chromium.Device.DESKTOP)) {
            ada.register("Keys").open("/");
            ada.page().keyboard().press("Tab");
            assertThat(ada.page().locator(":focus").innerText()).isEqualTo("Skip to the content");
            ada.page().keyboard().press("Enter");
            ada.page().keyboard().press("Tab");
            assertThat(ada.page().locator(":focus").getAttribute("id")).isEqualTo("city");
            ada.page().keyboard().type("Valdemora");
            ada.page().keyboard().press("Escape"); // the suggestions
            ada.page().keyboard().press("Enter");
            ada.sees("Free in Valdemora");
        }
    }
}
