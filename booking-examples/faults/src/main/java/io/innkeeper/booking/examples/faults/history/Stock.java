package io.innkeeper.booking.examples.faults.history;

import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.StoredNights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The nights that the database has in the end, against its bookings. */
final class Stock {

    private final List<StoredNights> nights;
    private final long lastAnswer;

    /** Whose nights of which room. */
    private record Owner(String booking, String room) {}

    /**
     * All there are.
     *
     * @param lastAnswer when somebody was answered for the last time: nobody has taken anything since
     */
    Stock(List<StoredNights> nights, long lastAnswer) {
        this.nights = nights;
        this.lastAnswer = lastAnswer;
    }

    void check(Stream<Seen> bookings, List<Finding> findings) {
        Map<Owner, StoredNights> byOwner = new HashMap<>();
        Map<String, StoredNights> byNight = new HashMap<>();
        for (StoredNights each : nights) {
            byOwner.put(new Owner(each.booking(), each.room()), each);
            for (String night : each.nights()) {
                StoredNights other = byNight.put(each.room() + night, each);
                if (other != null) {
                    findings.add(new Finding(Kind.SOLD_TWICE, night + " is in the end of " + other + " and " + each));
                }
            }
        }
        Set<Owner> found = new HashSet<>();
        bookings.filter(booking -> !booking.isOver()).forEach(booking -> {
            Owner owner = new Owner(booking.id(), booking.nights().room());
            found.add(owner);
            StoredNights its = byOwner.get(owner);
            if (!isRight(booking, its == null ? List.of() : its.nights())) {
                findings.add(new Finding(Kind.LOST, booking + " has the nights " + its));
            }
        });
        nights.stream()
                .filter(each -> !found.contains(new Owner(each.booking(), each.room())))
                .forEach(each -> findings.add(new Finding(Kind.EVENTS, "nobody has a booking of " + each)));
    }

    /** All of its nights, no others; but of a hold that has expired, somebody else may have taken some. */
    private boolean isRight(Seen booking, List<String> its) {
        List<String> wanted = booking.nights().dates();
        return booking.expires() - Ownership.ROUNDING <= lastAnswer ? wanted.containsAll(its) : its.equals(wanted);
    }
}
