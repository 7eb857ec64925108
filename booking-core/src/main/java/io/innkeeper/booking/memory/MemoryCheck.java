package io.innkeeper.booking.memory;

import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Finding;
import io.innkeeper.booking.inventory.Finding.Kind;
import io.innkeeper.booking.inventory.InventoryReport;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares nights with bookings, as both were at one moment.
 *
 * @param rooms who had the nights of which room
 * @param bookings all bookings; those of rooms that were not looked at, where others go on changing them, are not judged
 * @param now what time it was then, or later
 */
record MemoryCheck(Map<RoomId, Occupancy> rooms, Map<BookingId, Booking> bookings, Instant now) {

    InventoryReport report() {
        return new InventoryReport(Stream.of(orphanNights(), missingNights(), wrongExpiries(), overlaps())
                .flatMap(findings -> findings.limit(InventoryReport.MOST_OF_A_KIND))
                .toList());
    }

    /** A night that a booking has in a room. */
    private record Had(
            RoomId room,
            LocalDate night,
            BookingId booking,
            @Nullable Instant expiresAt) {}

    private Stream<Had> had() {
        return rooms.entrySet().stream()
                .flatMap(room -> room.getValue().claims().stream()
                        .flatMap(claim -> claim.stay().nights().stream()
                                .map(night -> new Had(room.getKey(), night, claim.booking(), claim.heldUntil()))));
    }

    private boolean isRight(Had had) {
        Booking booking = bookings.get(had.booking());
        return booking != null
                && booking.status().hasNights()
                && booking.room().equals(had.room())
                && booking.stay().overlaps(Stay.of(had.night(), 1));
    }

    private Stream<Finding> orphanNights() {
        return eachBooking(
                Kind.ORPHAN_NIGHTS,
                had().filter(had -> !isRight(had)),
                had -> "are kept for booking " + had.booking() + ", which " + described(bookings.get(had.booking())));
    }

    private static String described(@Nullable Booking booking) {
        return booking == null
                ? "is not there"
                : "is " + booking.status() + ", of room " + booking.room() + " for " + booking.stay();
    }

    private Stream<Finding> wrongExpiries() {
        return eachBooking(
                Kind.WRONG_EXPIRY,
                had().filter(had -> isRight(had)
                        && !Objects.equals(had.expiresAt(), booking(had).heldUntil())),
                had -> "expire at " + had.expiresAt() + ", but booking " + had.booking() + " is held until "
                        + booking(had).heldUntil());
    }

    private Booking booking(Had had) {
        return Objects.requireNonNull(bookings.get(had.booking()));
    }

    private static Stream<Finding> eachBooking(Kind kind, Stream<Had> nights, Function<Had, String> wrong) {
        return nights.collect(Collectors.groupingBy(had -> List.of(had.room(), had.booking()))).values().stream()
                .map(same -> {
                    Had first = same.get(0);
                    List<LocalDate> dates = same.stream().map(Had::night).toList();
                    return new Finding(
                            kind,
                            first.room(),
                            List.of(first.booking()),
                            "nights " + dates + " of room " + first.room() + " " + wrong.apply(first));
                });
    }

    private Stream<Finding> missingNights() {
        Map<BookingId, Long> nights =
                had().filter(this::isRight).collect(Collectors.groupingBy(Had::booking, Collectors.counting()));
        return bookings.values().stream()
                .filter(booking -> booking.status().hasNights() && rooms.containsKey(booking.room()))
                .filter(booking -> !mayLackNights(booking))
                .filter(booking ->
                        nights.getOrDefault(booking.id(), 0L) < booking.stay().length())
                .map(booking -> new Finding(
                        Kind.MISSING_NIGHTS,
                        booking.room(),
                        List.of(booking.id()),
                        "booking " + booking.id() + " " + described(booking) + ", but has only "
                                + nights.getOrDefault(booking.id(), 0L) + " of its nights"));
    }

    private boolean mayLackNights(Booking booking) {
        return booking.heldUntil() != null && !booking.heldUntil().isAfter(now);
    }

    private Stream<Finding> overlaps() {
        Map<RoomId, List<Booking>> byRoom = bookings.values().stream()
                .filter(booking -> booking.status().isForGood() && rooms.containsKey(booking.room()))
                .collect(Collectors.groupingBy(Booking::room));
        return byRoom.values().stream().map(MemoryCheck::overlaps).flatMap(Collection::stream);
    }

    private static List<Finding> overlaps(List<Booking> ofRoom) {
        List<Booking> byArrival = ofRoom.stream()
                .sorted(Comparator.comparing((Booking booking) -> booking.stay().arrival()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < byArrival.size(); i++) {
            Booking one = byArrival.get(i);
            for (int j = i + 1;
                    j < byArrival.size() && one.stay().overlaps(byArrival.get(j).stay());
                    j++) {
                Booking other = byArrival.get(j);
                findings.add(new Finding(
                        Kind.OVERLAP,
                        one.room(),
                        List.of(one.id(), other.id()),
                        "of room " + one.room() + ", both booking " + one.id() + " for " + one.stay() + " and booking "
                                + other.id() + " for " + other.stay() + " are for good"));
            }
        }
        return findings;
    }
}
