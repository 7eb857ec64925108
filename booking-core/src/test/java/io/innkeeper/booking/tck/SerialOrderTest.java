package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.inventory.Settlement.Refused;
import io.innkeeper.booking.inventory.Settlement.Settled;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.SerialOrder.Call;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SerialOrderTest {

    private static final UserId GUEST = new UserId(new UUID(0, 1));
    private static final HotelId HOTEL = new HotelId(new UUID(0, 2));
    private static final Stay STAY = Stay.of(LocalDate.of(2030, 5, 1), 2);

    private final Room first = room(11);
    private final Room second = room(12);
    private final List<Call> calls = new ArrayList<>();
    private final Map<RoomNight, BookingId> stored = new HashMap<>();

    private static Room room(long id) {
        return new Room(
                new RoomId(new UUID(0, id)),
                HOTEL,
                new RoomDetails(String.valueOf(id), "double", 2, Money.of("100", "EUR")),
                false);
    }

    private Call call(long began, long returned, InventoryChange change, Settlement settlement) {
        Call call = new Call(began, returned, new Answer(change, settlement));
        calls.add(call);
        return call;
    }

    private Call booked(long began, long returned, Room room, Stay stay) {
        InventoryChange change = Changes.room(GUEST, room, stay);
        return call(began, returned, change, Changes.settledIn(change, room));
    }

    private Call cancelled(long began, long returned, Call booking) {
        InventoryChange change = Changes.cancellation(booking(booking));
        return call(began, returned, change, Changes.settledIn(change));
    }

    private static Booking booking(Call call) {
        return ((Settled) call.settlement()).events().get(0).booking();
    }

    private static Settlement taken(LocalDate... nights) {
        return new Refused(new Refusal.NightsTaken(List.of(nights)));
    }

    private static Settlement taken() {
        return new Refused(new Refusal.NightsTaken(STAY.nights()));
    }

    private InventoryChange anyRoom() {
        return Changes.anyRoom(GUEST, HOTEL, "double", STAY);
    }

    private void store(Call call) {
        Booking booking = booking(call);
        booking.stay().nights().forEach(night -> stored.put(new RoomNight(booking.room(), night), booking.id()));
    }

    private Optional<List<Call>> order() {
        return SerialOrder.find(List.of(first.id(), second.id()), calls, stored);
    }

    @Test
    void nothingIsInOrder() {
        assertThat(order()).contains(List.of());
    }

    @Test
    void ofTwoAtOnceEitherMayComeFirst() {
        Call refused = call(1, 4, Changes.room(GUEST, first, STAY), taken());
        Call booked = booked(2, 3, first, STAY);
        store(booked);

        assertThat(order()).contains(List.of(booked, refused));
    }

    @Test
    void twoWhoWereBothToldThatTheyHaveTheNightsFitNoOrder() {
        booked(1, 4, first, STAY);
        store(booked(2, 3, first, STAY));

        assertThat(order()).isEmpty();
    }

    @Test
    void nightsThatWereFreeAllTheTimeCannotBeTaken() {
        call(1, 2, Changes.room(GUEST, first, STAY), taken());
        store(booked(3, 4, first, STAY));

        assertThat(order()).isEmpty();
    }

    @Test
    void nightsThatWereGivenBackCannotBeTaken() {
        Call booked = booked(1, 2, first, STAY);
        cancelled(3, 4, booked);
        call(5, 6, Changes.room(GUEST, first, STAY), taken());

        assertThat(order()).isEmpty();
    }

    @Test
    void nightsThatAreBeingGivenBackAreTakenOrFree() {
        Call booked = booked(1, 2, first, STAY);
        Call cancelled = cancelled(3, 7, booked);
        Call refused = call(4, 5, Changes.room(GUEST, first, STAY), taken());
        Call again = booked(6, 8, first, STAY);
        store(again);

        assertThat(order()).contains(List.of(booked, refused, cancelled, again));
    }

    @Test
    void exactlyTheNightsThatWereTakenAreNamed() {
        store(booked(1, 2, first, Stay.of(STAY.arrival(), 1)));
        call(3, 4, Changes.room(GUEST, first, STAY), taken(STAY.arrival()));
        assertThat(order()).isPresent();

        call(5, 6, Changes.room(GUEST, first, STAY), taken());
        assertThat(order()).isEmpty();
    }

    @Test
    void noNightsAreNoReasonToRefuseAGivenRoom() {
        call(1, 2, Changes.room(GUEST, first, STAY), taken(new LocalDate[0]));

        assertThat(order()).isEmpty();
    }

    @Test
    void whoWantsAnyRoomIsRefusedOnlyIfNoneIsFree() {
        store(booked(1, 2, first, STAY));
        Call one = booked(3, 4, second, Stay.of(STAY.arrival(), 1));
        call(5, 6, anyRoom(), taken());
        store(one);
        assertThat(order()).isPresent();

        stored.keySet().removeIf(night -> night.room().equals(second.id()));
        cancelled(7, 8, one);
        assertThat(order()).isPresent();
        call(9, 10, anyRoom(), taken());
        assertThat(order()).isEmpty();
    }

    @Test
    void whoWantsAnyRoomHasTheOneOfTheAnswer() {
        store(booked(1, 2, first, STAY));
        InventoryChange change = anyRoom();
        call(3, 4, change, Changes.settledIn(change, first));
        assertThat(order()).isEmpty();

        calls.remove(1);
        store(call(3, 4, change, Changes.settledIn(change, second)));
        assertThat(order()).isPresent();
    }

    @Test
    void whatIsStoredIsWhatTheAnswersSay() {
        Call booked = booked(1, 2, first, STAY);
        assertThat(order()).isEmpty();
        store(booked);
        assertThat(order()).isPresent();
        stored.put(new RoomNight(second.id(), STAY.arrival()), booking(booked).id());
        assertThat(order()).isEmpty();
    }

    @Test
    void whoeverLostARaceDidNothing() {
        call(1, 2, Changes.room(GUEST, first, STAY), new Settlement.Contended());
        assertThat(order()).isPresent();

        call(3, 4, Changes.room(GUEST, first, STAY), new Settlement.Unknown());
        assertThat(order()).isEmpty();
    }

    @Test
    void whatIsCancelledIsNotCancelledAgain() {
        Call booked = booked(1, 2, first, STAY);
        cancelled(3, 4, booked);
        call(5, 6, Changes.cancellation(booking(booked)), new Refused(new Refusal.Overtaken()));
        assertThat(order()).isPresent();

        cancelled(7, 8, booked);
        assertThat(order()).isEmpty();
    }

    @Test
    void whatCouldBeCancelledWasNotOvertaken() {
        Call booked = booked(1, 2, first, STAY);
        store(booked);
        call(3, 4, Changes.cancellation(booking(booked)), new Refused(new Refusal.Overtaken()));

        assertThat(order()).isEmpty();
    }
}
