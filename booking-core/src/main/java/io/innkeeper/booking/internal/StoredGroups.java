package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.GroupOutcome;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Groups;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.stay.RuleViolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Groups over a storage: several bookings in one change to the inventory. */
public final class StoredGroups implements Groups {

    private final Desk desk;
    private final Transitions transitions;

    /** Groups as they are made at a desk. */
    public StoredGroups(Desk desk) {
        this.desk = desk;
        this.transitions = new Transitions(desk);
    }

    @Override
    public Groups withKey(String key) {
        return new StoredGroups(desk.withKey(key));
    }

    @Override
    public GroupOutcome book(GroupRequest request) {
        return make(request, "book group", null);
    }

    @Override
    public GroupOutcome hold(GroupRequest request, Duration length) {
        Duration holdFor = Desk.checkedLength(length);
        return make(request, "hold group " + holdFor, holdFor);
    }

    private GroupOutcome make(GroupRequest request, String what, @Nullable Duration holdFor) {
        desk.validator().check("request", request);
        List<String> texts = new ArrayList<>();
        texts.add(what);
        request.parts().forEach(part -> texts.add(Request.text(part.room(), part.stay(), part.guests())));
        Request asked = desk.askedFor(request.user(), request.by(), texts.toArray(String[]::new));
        return asked.allOnce(
                desk.store(),
                () -> desk.<GroupOutcome>sell(latest -> make(asked, request, holdFor, latest), other -> other),
                StoredGroups::done);
    }

    private GroupOutcome make(Request asked, GroupRequest request, @Nullable Duration holdFor, boolean latest) {
        List<Making.Part> parts = new ArrayList<>();
        List<RuleViolation> violations = new ArrayList<>();
        for (GroupRequest.Part part : request.parts()) {
            Wish wish = Wish.of(part.room(), part.stay(), part.guests(), desk.listings(), latest);
            wish.checkIsFor(request.by(), request.user());
            HotelId hotel = parts.isEmpty()
                    ? wish.hotel().id()
                    : parts.get(0).wish().hotel().id();
            if (!wish.hotel().id().equals(hotel)) {
                throw new InvalidRequestException(
                        "parts[" + parts.size() + "].room",
                        "must be in the hotel of the first room, " + hotel,
                        wish.hotel().id());
            }
            violations.addAll(wish.violations(wish.hotel().today(desk.clock())));
            parts.add(new Making.Part(BookingId.next(), wish));
        }
        if (!violations.isEmpty()) {
            return new Refused(violations.stream().distinct().toList());
        }
        BookingStatus status = holdFor == null ? BookingStatus.CONFIRMED : BookingStatus.HELD;
        return new Making(request.user(), parts, status, holdFor, new GroupId(Ids.next()))
                .make(asked, desk, StoredGroups::done, unavailable -> unavailable, other -> other);
    }

    @Override
    public GroupOutcome confirm(Actor actor, GroupId group) {
        Request asked = asked(actor, group, Transition.CONFIRM);
        return asked.allOnce(
                desk.store(),
                () -> transitions.<GroupOutcome>keep(
                        asked,
                        present(actor, group),
                        Transition.CONFIRM,
                        null,
                        StoredGroups::done,
                        lost -> lost,
                        other -> other),
                StoredGroups::done);
    }

    @Override
    public GroupOutcome release(Actor actor, GroupId group) {
        return giveUp(actor, group, Transition.RELEASE, hold -> hold.moveTo(BookingStatus.CANCELLED));
    }

    @Override
    public GroupOutcome cancel(Actor actor, GroupId group) {
        return giveUp(actor, group, Transition.CANCEL, live -> desk.cancelled(actor, live));
    }

    private GroupOutcome giveUp(Actor actor, GroupId group, Transition transition, UnaryOperator<Booking> after) {
        Request asked = asked(actor, group, transition);
        return asked.allOnce(
                desk.store(),
                () -> transitions.<GroupOutcome>give(
                        asked,
                        present(actor, group),
                        transition,
                        present -> Transitions.Step.end(after.apply(present), present),
                        StoredGroups::done,
                        other -> other),
                StoredGroups::done);
    }

    private static GroupOutcome done(List<Booking> bookings) {
        return new GroupDone(Objects.requireNonNull(bookings.get(0).group()), bookings);
    }

    private Request asked(Actor actor, GroupId group, Transition transition) {
        Given.notNull("actor", actor);
        return desk.asked(
                actor, transition + " group", Given.notNull("group", group).toString());
    }

    private Supplier<List<Booking>> present(Actor actor, GroupId group) {
        return () -> {
            List<Booking> bookings = find(actor, group);
            if (bookings.isEmpty()) {
                throw new NotFoundException("group", group);
            }
            return bookings;
        };
    }

    @Override
    public List<Booking> find(Actor actor, GroupId group) {
        Given.notNull("actor", actor);
        List<Booking> bookings = desk.store().ofGroup(Given.notNull("group", group));
        // All of them have one user and one hotel.
        return bookings.isEmpty() || desk.access().sees(actor, bookings.get(0)) ? bookings : List.of();
    }
}
