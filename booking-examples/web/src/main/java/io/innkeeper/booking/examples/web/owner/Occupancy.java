package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How full a hotel is, night by night, as a picture and as numbers.
 *
 * @param rooms how many rooms it has
 * @param nights the nights in order
 */
record Occupancy(int rooms, List<Night> nights) {

    private static final int STEP = 20;
    private static final int HEIGHT = 120;

    /**
     * A night, and where its bar is in the picture.
     *
     * @param date the night
     * @param booked rooms that guests have
     * @param held rooms that somebody is about to book
     * @param closed rooms that are kept free of guests
     * @param rooms all rooms
     * @param x the left side of the bar
     */
    record Night(LocalDate date, int booked, int held, int closed, int rooms, int x) {

        public int free() {
            return Math.max(0, rooms - booked - held - closed);
        }

        /** How much of the house guests have, in hundredths. */
        public int percent() {
            return Math.round(100f * booked / rooms);
        }

        public int bookedTop() {
            return top(booked, rooms);
        }

        public int bookedHeight() {
            return HEIGHT - bookedTop();
        }

        public int heldTop() {
            return top(booked + held, rooms);
        }

        public int heldHeight() {
            return bookedTop() - heldTop();
        }

        public int closedTop() {
            return top(booked + held + closed, rooms);
        }

        public int closedHeight() {
            return heldTop() - closedTop();
        }

        /** Rounded once, so that the parts of a bar have neither gaps between them nor more than the whole. */
        private static int top(int taken, int rooms) {
            return HEIGHT - Math.round((float) HEIGHT * Math.min(taken, rooms) / rooms);
        }
    }

    /**
     * Puts it together.
     *
     * @param rooms how many rooms there are, at least 1
     * @param closed how many of them are closed for new bookings
     */
    static Occupancy of(Stay nights, int rooms, int closed, List<HotelBook.Taken> taken) {
        Map<LocalDate, List<HotelBook.Taken>> byNight =
                taken.stream().collect(Collectors.groupingBy(HotelBook.Taken::night));
        List<LocalDate> dates = nights.nights();
        return new Occupancy(
                rooms,
                dates.stream()
                        .map(date -> night(
                                date, rooms, closed, byNight.getOrDefault(date, List.of()), STEP * dates.indexOf(date)))
                        .toList());
    }

    private static Night night(LocalDate date, int rooms, int closed, List<HotelBook.Taken> taken, int x) {
        int held = count(taken, each -> each.status() == BookingStatus.HELD);
        int blocked = count(taken, each -> each.status() == BookingStatus.BLOCKED);
        int all = count(taken, each -> true);
        // A closed room may still have guests who came before that; it is told once.
        int empty = closed - count(taken, HotelBook.Taken::closed);
        return new Night(date, all - held - blocked, held, blocked + Math.max(0, empty), rooms, x);
    }

    private static int count(List<HotelBook.Taken> taken, Predicate<HotelBook.Taken> which) {
        return taken.stream().filter(which).mapToInt(HotelBook.Taken::rooms).sum();
    }

    /** How wide the picture is. */
    public int width() {
        return STEP * nights.size();
    }

    /** What it says in one sentence. */
    public String summary() {
        int average = (int)
                Math.round(nights.stream().mapToInt(Night::percent).average().orElse(0));
        int full = (int) nights.stream().filter(night -> night.free() == 0).count();
        return "On average " + average + "% of the rooms are booked. The house is full in " + full + " of "
                + nights.size() + " nights.";
    }
}
