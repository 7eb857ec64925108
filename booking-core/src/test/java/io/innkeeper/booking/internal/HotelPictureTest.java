package io.innkeeper.booking.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.availability.AvailabilityFeed.HeldNight;
import io.innkeeper.booking.availability.AvailabilityFeed.RoomNights;
import io.innkeeper.booking.availability.AvailabilityFeed.SoldNights;
import io.innkeeper.booking.availability.AvailabilityFeed.Taken;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.inventory.NightGrid;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HotelPictureTest {

    private static final LocalDate FIRST = LocalDate.of(2031, 5, 1);
    private static final Stay WINDOW = Stay.of(FIRST, 60);
    private static final Stay STAY = Stay.of(FIRST.plusDays(3), 2);
    private static final Instant NOON = Instant.parse("2031-04-01T12:00:00Z");
    private static final Hotel HOTEL = new Hotel(
            new HotelId(new UUID(1, 1)),
            HotelDetails.of("Krone", "Bern", ZoneOffset.UTC, Currency.getInstance("CHF")),
            false);
    private static final List<Room> ROOMS = IntStream.range(0, 3)
            .mapToObj(i -> new Room(
                    new RoomId(new UUID(2, i)),
                    HOTEL.id(),
                    new RoomDetails("Zimmer " + i, i < 2 ? "double" : "suite", 2, Money.of("100", "CHF")),
                    i == 1))
            .toList();
    private static final Taken NOTHING = new Taken(List.of(), List.of());

    private static HotelPicture picture(Taken taken) {
        int[] blocks = IntStream.rangeClosed(NightGrid.block(WINDOW.arrival()), NightGrid.block(WINDOW.departure()))
                .toArray();
        return HotelPicture.of(HOTEL, ROOMS, HotelTerms.of(Tariff.none(), WINDOW), blocks, taken, 7);
    }

    private static HeldNight held(int room, LocalDate night, Instant until) {
        return new HeldNight(ROOMS.get(room).id(), night, until);
    }

    private static RoomNights nights(int room, Stay stay) {
        return new RoomNights(HOTEL.id(), ROOMS.get(room).id(), stay);
    }

    @Test
    void roomsComeBackAsTheyWentIn() {
        assertThat(picture(NOTHING).freeRooms(STAY, 2)).containsExactly(ROOMS.get(0), ROOMS.get(2));
        assertThat(picture(NOTHING).freeRooms(STAY, 3)).isEmpty();
        assertThat(picture(NOTHING).hasType("suite")).isTrue();
        assertThat(picture(NOTHING).hasType("single")).isFalse();
        assertThat(picture(NOTHING).mark()).isEqualTo(7);
    }

    @Test
    void aHoldEndsToTheMicrosecondWithoutAnEvent() {
        HotelPicture before = picture(new Taken(
                List.of(),
                List.of(held(0, FIRST.plusDays(4), NOON), held(2, FIRST.plusDays(4), NOON.plusSeconds(60)))));

        assertThat(before.at(NOON.minusNanos(1000))).isSameAs(before);
        assertThat(before.freeRooms(STAY, 1)).isEmpty();
        assertThat(before.at(NOON).freeRooms(STAY, 1)).containsExactly(ROOMS.get(0));
        assertThat(before.at(NOON).at(NOON.plusSeconds(60)).freeRooms(STAY, 1))
                .containsExactly(ROOMS.get(0), ROOMS.get(2));
        assertThat(before.freeRooms(STAY, 1)).as("the one from before").isEmpty();
    }

    @Test
    void whatIsLookedAtAgainReplacesWhatWasKnownOfItAndNothingElse() {
        LocalDate night = FIRST.plusDays(4);
        SoldNights sold = new SoldNights(
                ROOMS.get(2).id(), NightGrid.block(night), NightGrid.bit(night) | NightGrid.bit(night.minusDays(1)));
        HotelPicture before = picture(new Taken(List.of(sold), List.of(held(0, night, NOON))));

        HotelPicture confirmed = before.with(
                List.of(nights(0, STAY)),
                new Taken(List.of(new SoldNights(ROOMS.get(0).id(), sold.block(), NightGrid.bit(night))), List.of()));
        assertThat(confirmed.at(NOON).freeRooms(STAY, 1)).isEmpty();

        HotelPicture cancelled = before.with(List.of(nights(2, Stay.of(night, 1))), NOTHING);
        assertThat(cancelled.freeRooms(Stay.of(night, 1), 1)).containsExactly(ROOMS.get(2));
        assertThat(cancelled.freeRooms(STAY, 1)).isEmpty();
        assertThat(cancelled.at(NOON).freeRooms(STAY, 1)).containsExactly(ROOMS.get(0));
    }

    @Test
    void aStayIsKnownInTheBlocksThatWereRead() {
        assertThat(picture(NOTHING).knows(STAY)).isTrue();
        assertThat(picture(NOTHING).knows(Stay.of(FIRST, 366))).isFalse();
    }
}
