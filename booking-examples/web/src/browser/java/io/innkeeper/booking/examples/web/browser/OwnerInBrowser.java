package io.innkeeper.booking.examples.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnerInBrowser extends InBrowser {

    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));

    @ParameterizedTest
    @EnumSource
    void anOwnersDay(Chromium.Device device) {
        try (Person olga = person(device)) {
            olga.register("Olga" + device.name().replace("_", ""));
            olga.open("/owner").sees("There are none yet").looks("no-hotels");
            olga.follow("Add a hotel").looks("add-a-hotel");
            olga.type("Name", "The Lighthouse")
                    .type("City", "Brackenford")
                    .type("Address", "1 Rock")
                    .choose("Time zone", "Europe/Paris")
                    .choose("Currency", "EUR")
                    .choose("Stars", "4")
                    .type("Description", "Round rooms,\nand a view.")
                    .type("Days before the arrival until which it is free", "2")
                    .type("What is to be paid after that, in percent of the price", "50")
                    .click("Add the hotel");
            olga.type("Number of the first room", "101")
                    .type("How many rooms", "5")
                    .type("Type", "double")
                    .type("Guests in a room", "2")
                    .type("Rate of a night in EUR", "120")
                    .click("Add");
            olga.sees("5 rooms are there to be booked").looks("rooms");
            olga.follow("Room 101").click("Make an address");
            olga.sees("/feeds/").looks("room");

            olga.follow("Rates")
                    .type("First night", today.plusDays(1).toString())
                    .type("Day after the last night", today.plusDays(3).toString())
                    .type("Rate of a night in EUR", "150")
                    .click("Set it");
            olga.sees("\u20ac150").looks("rates");
            olga.follow("Rules")
                    .choose("What it asks", "MINIMUM_STAY")
                    .type("First day", today.plusDays(5).toString())
                    .type("Day after the last one", today.plusDays(8).toString())
                    .type("How many nights or days", "2")
                    .click("Add");
            olga.sees("stays at least 2 nights").looks("rules");
            olga.follow("Closures")
                    .choose("Room", "105, double")
                    .type("First night", today.toString())
                    .type("Day after the last night", today.plusDays(4).toString())
                    .click("Keep it free");
            olga.sees("kept free of guests").looks("closures");

            guestsArrive(new HotelId(hotel(olga)));
            olga.follow("Guests")
                    .sees("Arrivals today", "Grace Guest", "How full the house is")
                    .looks("day");
            olga.clickWhat("Check in Grace Guest")
                    .sees("The guest is checked in")
                    .looks("day-after-check-in");
            olga.clickWhat("Check out Grace Guest").sees("The guest is checked out");
            olga.open("/owner").sees("The Lighthouse").looks("hotels");
        }
        assertThat(bean(Innkeeper.class).verifyInventory().findings()).isEmpty();
    }

    private static UUID hotel(Person olga) {
        return UUID.fromString(olga.page().url().replaceFirst(".*/owner/hotels/([0-9a-f-]+).*", "$1"));
    }

    private void guestsArrive(HotelId hotel) {
        Innkeeper innkeeper = bean(Innkeeper.class);
        for (int nights = 1; nights <= 3; nights++) {
            UserId guest = innkeeper
                    .accounts()
                    .register(new Registration(
                            UUID.randomUUID() + "@example.org",
                            nights == 1 ? "Grace Guest" : "Guest " + nights,
                            Person.PASSWORD))
                    .id();
            Stay stay = Stay.of(today.plusDays(nights - 1), nights);
            assertThat(innkeeper
                            .bookings()
                            .book(BookingRequest.anyRoom(guest, hotel, "double", stay, 2))
                            .success())
                    .isPresent();
        }
    }
}
