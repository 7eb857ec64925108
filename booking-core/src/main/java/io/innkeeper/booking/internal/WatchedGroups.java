package io.innkeeper.booking.internal;

import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.event.Operation.Kind;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.GroupOutcome;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Groups;
import io.innkeeper.booking.reservation.TooLate;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Groups that are watched while they are made or changed; look-ups are not. */
public final class WatchedGroups implements Groups {

    private final Desk desk;
    private final Watch watch;
    private final Groups unwatched;

    /** Groups as they are made at a desk. */
    public WatchedGroups(Desk desk, Watch watch) {
        this.desk = desk;
        this.watch = watch;
        this.unwatched = new StoredGroups(desk);
    }

    private GroupOutcome during(Kind kind, GroupOutcome tooLate, Function<Groups, GroupOutcome> work) {
        return watch.during(
                kind, null, course -> desk.during(kind, course, tooLate, own -> work.apply(new StoredGroups(own))));
    }

    @Override
    public Groups withKey(String key) {
        return new WatchedGroups(desk.withKey(key), watch);
    }

    @Override
    public GroupOutcome book(GroupRequest request) {
        return during(Kind.BOOK_GROUP, new TooLate(), groups -> groups.book(request));
    }

    @Override
    public GroupOutcome hold(GroupRequest request, Duration length) {
        return during(Kind.HOLD_GROUP, new TooLate(), groups -> groups.hold(request, length));
    }

    @Override
    public GroupOutcome confirm(Actor actor, GroupId group) {
        return during(Kind.CONFIRM_GROUP, new TooLate(), groups -> groups.confirm(actor, group));
    }

    @Override
    public GroupOutcome release(Actor actor, GroupId group) {
        return during(Kind.RELEASE_GROUP, new TooLate(), groups -> groups.release(actor, group));
    }

    @Override
    public GroupOutcome cancel(Actor actor, GroupId group) {
        return during(Kind.CANCEL_GROUP, new TooLate(), groups -> groups.cancel(actor, group));
    }

    @Override
    public List<Booking> find(Actor actor, GroupId group) {
        return unwatched.find(actor, group);
    }
}
