package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.GroupOutcome;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Groups;
import io.innkeeper.booking.reservation.Happened;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is promised of groups: their bookings are made, confirmed and given up all or none. */
public abstract class GroupContract extends StorageContract {

    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final int ROUNDS = 20;

    /** For subclasses. */
    protected GroupContract() {}

    private Groups groups() {
        return innkeeper().groups();
    }

    private static GroupDone done(GroupOutcome outcome) {
        assertThat(outcome).isInstanceOf(GroupDone.class);
        return (GroupDone) outcome;
    }

    private static List<RoomId> rooms(GroupDone done) {
        return done.bookings().stream().map(Booking::room).toList();
    }

    // Booking

    @Test
    void givenRoomsAndRoomsOfATypeAreBookedTogether() {
        HotelId hotel = newHotel().id();
        List<Room> doubles = newRooms(hotel, 3);
        Room suite = newRoom(hotel, "201", "suite", 4, "250");
        UserId guest = newGuest();

        GroupDone group = done(groups().book(GroupRequest.of(guest)
                .anyRoom(hotel, "double", stay(1, 3), 2)
                .room(suite.id(), stay(2, 2), 4)
                .room(doubles.get(1).id(), stay(1, 3), 1)
                .anyRoom(hotel, "double", stay(3, 3), 1)));

        assertThat(rooms(group).get(0)).isNotEqualTo(doubles.get(1).id());
        assertThat(rooms(group).subList(1, 3))
                .containsExactly(suite.id(), doubles.get(1).id());
        assertThat(rooms(group).get(3)).isNotIn(rooms(group).subList(0, 3));
        assertThat(group.bookings()).allSatisfy(booking -> {
            assertThat(booking.group()).isEqualTo(group.group());
            assertThat(booking.user()).isEqualTo(guest);
            assertThat(booking.status()).isEqualTo(BookingStatus.CONFIRMED);
            assertThat(innkeeper().bookings().find(guest, booking.id())).contains(booking);
        });
        assertThat(group.bookings())
                .extracting(Booking::stay)
                .containsExactly(stay(1, 3), stay(2, 2), stay(1, 3), stay(3, 3));
        assertThat(group.bookings().get(1).total()).isEqualTo(suite.total(stay(2, 2)));
        assertThat(groups().find(guest, group.group())).containsExactlyElementsOf(group.bookings());
        assertThat(applications(2).get(1).groups().find(guest, group.group()))
                .containsExactlyElementsOf(group.bookings());
        assertThat(audit(hotel)).containsExactlyInAnyOrderElementsOf(group.bookings());
    }

    @Test
    void ifOneRoomIsTakenNoneIsBooked() {
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 3);
        Booking inTheWay = booked(newGuest(), rooms.get(2), stay(2, 1));
        UserId guest = newGuest();
        GroupRequest all = GroupRequest.of(guest)
                .room(rooms.get(0).id(), stay(1, 3), 1)
                .room(rooms.get(1).id(), stay(1, 3), 1)
                .room(rooms.get(2).id(), stay(1, 3), 1);

        assertThat(groups().book(all)).isEqualTo(new Unavailable(stay(2, 1).nights()));
        assertThat(groups().hold(all, LENGTH))
                .isEqualTo(new Unavailable(stay(2, 1).nights()));
        assertThat(audit(hotel)).containsExactly(inTheWay);
    }

    @Test
    void theDemandsOfAGroupAreSummed() {
        HotelId hotel = newHotel().id();
        newRooms(hotel, 3);
        GroupRequest three = GroupRequest.of(newGuest());
        for (int i = 0; i < 3; i++) {
            three = three.anyRoom(hotel, "double", stay(1, 2), 1);
        }

        assertThat(groups().book(three.anyRoom(hotel, "double", stay(2, 2), 1))).isInstanceOf(Unavailable.class);
        assertThat(audit(hotel)).isEmpty();
        assertThat(rooms(done(groups().book(three)))).doesNotHaveDuplicates();
        assertThat(audit(hotel)).hasSize(3);
    }

    @Test
    void whoCouldHaveAnotherRoomDoesNotTakeTheOnlyOneForSomebodyElse() {
        HotelId hotel = newHotel().id();
        Room large = newRoom(hotel, "1", "double", 4, "80");
        Room small = newRoom(hotel, "2", "double", 2, "100");
        Room sometimes = newRoom(hotel, "3", "double", 2, "90");
        Booking inTheWay = booked(newGuest(), sometimes, stay(4, 2));

        GroupDone group = done(groups().book(GroupRequest.of(newGuest())
                .anyRoom(hotel, "double", stay(1, 2), 2)
                .anyRoom(hotel, "double", stay(1, 2), 4)
                .anyRoom(hotel, "double", stay(1, 5), 1)));

        assertThat(rooms(group)).containsExactly(sometimes.id(), large.id(), small.id());
        assertThat(audit(hotel)).hasSize(4).contains(inTheWay);
    }

    @Test
    void oneRoomIsBookedTwiceForStaysThatDoNotOverlap() {
        Room room = newRoom();
        GroupRequest twice =
                GroupRequest.of(newGuest()).room(room.id(), stay(1, 2), 1).room(room.id(), stay(3, 2), 1);

        assertThat(done(groups().book(twice)).bookings()).hasSize(2);
        assertThat(groups().book(twice.room(room.id(), stay(4, 2), 1))).isInstanceOf(Unavailable.class);
        assertThat(audit(room.hotel())).hasSize(2);
    }

    @Test
    void everyRuleThatRefusesAPartIsSaid() {
        Room room = newRoom();
        GroupOutcome outcome = groups().book(GroupRequest.of(newGuest())
                .room(room.id(), stay(-1, 1), 1)
                .room(room.id(), stay(1, 1), 3)
                .anyRoom(room.hotel(), "double", stay(2, 367), 1));

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reasons())
                .extracting(RuleViolation::rule)
                .containsExactly("not-in-the-past", "within-capacity", "not-too-long");
        assertThat(audit(room.hotel())).isEmpty();
    }

    @Test
    void aGroupIsOfOneHotel() {
        Room here = newRoom();
        Room there = newRoom();
        GroupRequest request =
                GroupRequest.of(newGuest()).room(here.id(), stay(1, 1), 1).room(there.id(), stay(1, 1), 1);

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> groups().book(request))
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsExactly("parts[1].room"));
        assertThat(audit(here.hotel())).isEmpty();
    }

    @Test
    void aGroupHasRooms() {
        Room room = newRoom();
        GroupRequest none = GroupRequest.of(newGuest());
        GroupRequest tooMany = new GroupRequest(
                none.user(),
                IntStream.rangeClosed(0, GroupRequest.MOST_ROOMS)
                        .mapToObj(
                                i -> none.room(room.id(), stay(i, 1), 1).parts().get(0))
                        .toList(),
                none.user());

        for (GroupRequest request : List.of(none, tooMany)) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> groups().book(request))
                    .satisfies(e -> assertThat(e.violations())
                            .extracting(Violation::field)
                            .containsExactly("parts"));
        }
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> groups().book(none.room(room.id(), stay(1, 1), 0)))
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsExactly("parts[0].guests"));
        assertThat(audit(room.hotel())).isEmpty();
    }

    @Test
    void asManyRoomsAsAGroupMayHaveAreBookedAndAnsweredAlikeAgain() {
        Room room = newRoom();
        GroupRequest request = GroupRequest.of(newGuest());
        for (int i = 0; i < GroupRequest.MOST_ROOMS; i++) {
            request = request.room(room.id(), stay(i, 1), 1);
        }
        Groups once = groups().withKey(UUID.randomUUID().toString());

        GroupOutcome first = once.book(request);

        assertThat(done(first).bookings()).hasSize(GroupRequest.MOST_ROOMS);
        assertThat(once.book(request)).isEqualTo(first);
        assertThat(audit(room.hotel())).hasSize(GroupRequest.MOST_ROOMS);
    }

    @Test
    void whatTheHotelDoesNotHaveIsSaid() {
        HotelId hotel = newHotel().id();
        newRooms(hotel, 1);
        GroupRequest request = GroupRequest.of(newGuest()).anyRoom(hotel, "double", stay(1, 1), 1);

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> groups().book(request.anyRoom(hotel, "castle", stay(1, 1), 1)))
                .satisfies(e -> assertThat(e.id()).isEqualTo("castle"));
        GroupOutcome tooSmall = groups().book(request.anyRoom(hotel, "double", stay(1, 1), 3));
        assertThat(tooSmall).isInstanceOf(Refused.class);
        assertThat(((Refused) tooSmall).reasons())
                .extracting(RuleViolation::rule)
                .containsExactly("within-capacity");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> groups().book(GroupRequest.of(new UserId(UUID.randomUUID()))
                        .anyRoom(hotel, "double", stay(1, 1), 1)));
        assertThat(audit(hotel)).isEmpty();
    }

    @Test
    void aGroupWithARoomThatIsClosedIsRefused() {
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 3);
        innkeeper().hotels().closeRoom(rooms.get(0).id());
        GroupRequest given = GroupRequest.of(newGuest()).room(rooms.get(0).id(), stay(1, 2), 1);

        for (GroupRequest request : List.of(
                given, given.room(rooms.get(1).id(), stay(1, 2), 1), given.anyRoom(hotel, "double", stay(1, 2), 1))) {
            GroupOutcome outcome = groups().book(request);
            assertThat(outcome).as("%s", request).isInstanceOf(Refused.class);
            assertThat(((Refused) outcome).reasons())
                    .extracting(RuleViolation::rule)
                    .containsExactly("open");
        }
        assertThat(audit(hotel)).isEmpty();
    }

    // What becomes of them

    @Test
    void aGroupIsHeldAndConfirmed() {
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        UserId guest = newGuest();
        GroupDone held = done(groups().hold(
                        GroupRequest.of(guest)
                                .room(rooms.get(0).id(), stay(1, 2), 1)
                                .room(rooms.get(1).id(), stay(1, 2), 1),
                        LENGTH));
        assertThat(held.bookings()).extracting(Booking::status).containsOnly(BookingStatus.HELD);

        GroupDone confirmed = done(groups().confirm(guest, held.group()));

        assertThat(confirmed.bookings())
                .containsExactlyElementsOf(held.bookings().stream()
                        .map(booking -> booking.moveTo(BookingStatus.CONFIRMED))
                        .toList());
        assertThat(audit(hotel)).containsExactlyInAnyOrderElementsOf(confirmed.bookings());
        assertThat(groups().confirm(guest, held.group())).isInstanceOf(Refused.class);
        assertThat(groups().release(guest, held.group())).isInstanceOf(Refused.class);
    }

    @Test
    void aGroupOfWhichOneHoldWasTakenIsNotConfirmed() {
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 3);
        UserId guest = newGuest();
        GroupRequest request = GroupRequest.of(guest);
        for (Room room : rooms) {
            request = request.room(room.id(), stay(1, 3), 1);
        }
        GroupDone held = done(groups().hold(request, LENGTH));
        outside().expireHolds(hotel);
        Booking faster = booked(newGuest(), rooms.get(2), stay(3, 1));

        GroupOutcome lost = groups().confirm(guest, held.group());

        Booking first = groups().find(guest, held.group()).get(0);
        assertThat(lost).isEqualTo(new HoldLost(first, stay(3, 1).nights()));
        assertThat(groups().find(guest, held.group()))
                .extracting(Booking::status)
                .containsOnly(BookingStatus.HELD);
        innkeeper().bookings().cancel(faster.user(), faster.id());
        assertThat(done(groups().confirm(guest, held.group())).bookings()).hasSize(3);
        assertThat(audit(hotel)).hasSize(4);
        assertThat(outside().soldNights(hotel)).hasSize(9);
    }

    @Test
    void aGroupIsGivenUpAsAWhole() {
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        UserId guest = newGuest();
        GroupRequest request = GroupRequest.of(guest)
                .room(rooms.get(0).id(), stay(1, 2), 1)
                .room(rooms.get(1).id(), stay(1, 2), 1);

        GroupDone held = done(groups().hold(request, LENGTH));
        assertThat(done(groups().release(guest, held.group())).bookings())
                .extracting(Booking::status)
                .containsOnly(BookingStatus.CANCELLED);
        GroupDone group = done(groups().book(request));
        assertThat(done(groups().cancel(guest, group.group())).bookings())
                .extracting(Booking::status)
                .containsOnly(BookingStatus.CANCELLED);
        assertThat(groups().cancel(guest, group.group())).isInstanceOf(Refused.class);
        assertThat(outside().soldNights(hotel)).isEmpty();
        assertThat(audit(hotel)).hasSize(4);
    }

    @Test
    void oneOfAGroupIsChangedAndCancelledByItself() {
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        UserId guest = newGuest();
        GroupDone group = done(groups().book(GroupRequest.of(guest)
                .room(rooms.get(0).id(), stay(1, 2), 1)
                .room(rooms.get(1).id(), stay(1, 2), 1)));
        Booking first = group.bookings().get(0);
        Booking second = group.bookings().get(1);

        innkeeper().bookings().cancel(guest, first.id());
        Booking longer = innkeeper()
                .bookings()
                .change(guest, second.id(), BookingChange.of(second).to(stay(1, 4)))
                .success()
                .orElseThrow();

        assertThat(longer.group()).isEqualTo(group.group());
        assertThat(done(groups().cancel(guest, group.group())).bookings())
                .as("of what was still there")
                .extracting(Booking::id)
                .containsExactly(second.id());
        assertThat(outside().soldNights(hotel)).isEmpty();
        assertThat(audit(hotel)).hasSize(2);
    }

    @Test
    void anotherGuestsGroupIsNotThere() {
        Room room = newRoom();
        UserId guest = newGuest();
        GroupId group = done(groups().book(GroupRequest.of(guest).room(room.id(), stay(1, 2), 1)))
                .group();
        UserId other = newGuest();

        assertThat(groups().find(other, group)).isEmpty();
        for (GroupId each : List.of(group, new GroupId(UUID.randomUUID()))) {
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> groups().cancel(other, each))
                    .satisfies(e -> assertThat(e.id()).isEqualTo(each.toString()));
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> groups().confirm(Actor.owner(other), each));
        }
        assertThat(groups().find(Actor.staff(other), group)).hasSize(1);
        assertThat(audit(room.hotel()))
                .singleElement()
                .satisfies(booking -> assertThat(booking.status()).isEqualTo(BookingStatus.CONFIRMED));
    }

    // With a key

    @Test
    void aGroupIsBookedOnceHoweverOftenItIsAskedFor() {
        HotelId hotel = newHotel().id();
        newRooms(hotel, 4);
        UserId guest = newGuest();
        GroupRequest request =
                GroupRequest.of(guest).anyRoom(hotel, "double", stay(1, 2), 1).anyRoom(hotel, "double", stay(1, 2), 1);
        String key = UUID.randomUUID().toString();
        Groups once = groups().withKey(key);

        GroupOutcome first = once.book(request);
        assertThat(once.book(request)).isEqualTo(first);
        GroupId group = done(first).group();
        String cancelling = UUID.randomUUID().toString();
        GroupOutcome cancelled = groups().withKey(cancelling).cancel(guest, group);

        assertThat(applications(2).get(1).groups().withKey(key).book(request)).isEqualTo(first);
        assertThat(groups().withKey(cancelling).cancel(guest, group)).isEqualTo(cancelled);
        assertThat(innkeeper().bookings().resolve(guest, hotel, key))
                .isEqualTo(new Happened(done(first).bookings()));
        assertThatExceptionOfType(RequestKeyReusedException.class)
                .isThrownBy(() -> once.book(request.anyRoom(hotel, "double", stay(1, 2), 1)));
        assertThatExceptionOfType(RequestKeyReusedException.class).isThrownBy(() -> once.hold(request, LENGTH));
        assertThat(audit(hotel)).hasSize(2);
    }

    // Many at once

    @Test
    void groupsThatWantTheSameRoomsInOppositeOrdersDoNotWaitForEachOtherForEver() {
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 6);
        List<UserId> guests = guests(8);
        for (int round = 0; round < rounds(ROUNDS); round++) {
            int days = 1 + 3 * round;
            List<GroupOutcome> outcomes = Race.run(guests.size(), number -> {
                GroupRequest request = GroupRequest.of(guests.get(number));
                for (int i = 0; i < 6; i++) {
                    Room room = rooms.get(number % 2 == 0 ? i : 5 - i);
                    request = request.room(room.id(), stay(days, 2), 1);
                }
                return groups().book(request);
            });

            assertThat(outcomes).filteredOn(GroupDone.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome ->
                            outcome.equals(new Unavailable(stay(days, 2).nights())))
                    .hasSize(7);
        }
        assertThat(audit(hotel)).hasSize(6 * rounds(ROUNDS));
    }

    @Test
    void groupsOfAnyRoomsShareWhatThereIs() {
        HotelId hotel = newHotel().id();
        newRooms(hotel, 12);
        List<UserId> guests = guests(8);
        for (int round = 0; round < rounds(ROUNDS); round++) {
            int days = 1 + 3 * round;
            List<GroupOutcome> outcomes = Race.run(
                    guests.size(),
                    number -> groups().book(GroupRequest.of(guests.get(number))
                            .anyRoom(hotel, "double", stay(days, 2), 1)
                            .anyRoom(hotel, "double", stay(days, 2), 1)
                            .anyRoom(hotel, "double", stay(days, 2), 1)));

            assertThat(outcomes).filteredOn(GroupDone.class::isInstance).hasSize(4);
            assertThat(outcomes).filteredOn(Unavailable.class::isInstance).hasSize(4);
        }
        assertThat(audit(hotel)).hasSize(12 * rounds(ROUNDS));
    }
}
