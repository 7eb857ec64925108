package io.innkeeper.booking.benchmarks.replay;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.innkeeper.booking.stay.Stay;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * What happened to a hotel: reservations, and the order in which they were made and cancelled. On one day, all that are made
 * come first, as they stand in the file, and cancellations after them. Immutable.
 *
 * @param source where it is from, to be printed
 * @param reservations numbered from 0
 * @param events in the order in which they happened
 */
public record Trace(String source, List<Reservation> reservations, List<Event> events) {

    /**
     * One thing that happened.
     *
     * @param reservation the number of the reservation
     * @param day when
     * @param cancels whether it was cancelled, rather than made
     */
    public record Event(int reservation, LocalDate day, boolean cancels) {

        private static final Comparator<Event> IN_ORDER =
                Comparator.comparing(Event::day).thenComparing(Event::cancels).thenComparingInt(Event::reservation);
    }

    /** Makes the lists unmodifiable. */
    public Trace {
        reservations = List.copyOf(reservations);
        events = List.copyOf(events);
    }

    /** Puts what happened to some reservations in order. */
    public static Trace of(String source, List<Reservation> reservations) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < reservations.size(); i++) {
            Reservation reservation = reservations.get(i);
            events.add(new Event(i, reservation.made(), false));
            if (reservation.cancelled() != null) {
                events.add(new Event(i, reservation.cancelled(), true));
            }
        }
        events.sort(Event.IN_ORDER);
        return new Trace(source, reservations, events);
    }

    /**
     * Reads a file in the format of "Hotel booking demand datasets" (Antonio, de Almeida, Nunes, Data in Brief 22, 2019, doi
     * 10.1016/j.dib.2018.11.126): comma separated, with a header line. A reservation was made {@code lead_time} days before the
     * arrival and, if its status is {@code Canceled}, cancelled on {@code reservation_status_date}. Rows without a night are
     * no bookings and are left out. Who did not come kept the nights.
     *
     * @param file plain, or compressed if its name ends with {@code .gz}
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line does not make sense; names the line
     */
    public static Trace read(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                Reader text = new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8)) {
            return read(String.valueOf(file.getFileName()), text);
        }
    }

    static Trace read(String source, Reader text) throws IOException {
        List<Reservation> reservations = new ArrayList<>();
        int withoutNights = 0;
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : rows) {
                try {
                    int nights = number(row, "stays_in_weekend_nights") + number(row, "stays_in_week_nights");
                    if (nights == 0) {
                        withoutNights++;
                    } else {
                        reservations.add(reservation(row, nights));
                    }
                } catch (RuntimeException e) {
                    throw new IllegalArgumentException(
                            "line " + row.getStartingLineNumber() + " of " + source + ": " + e.getMessage(), e);
                }
            }
        }
        return of(
                source + " (" + reservations.size() + " reservations; " + withoutNights
                        + " rows without a night left out)",
                reservations);
    }

    private static Reservation reservation(NamedCsvRecord row, int nights) {
        LocalDate arrival = LocalDate.of(
                number(row, "arrival_date_year"),
                Month.valueOf(row.getField("arrival_date_month").toUpperCase(Locale.ROOT)),
                number(row, "arrival_date_day_of_month"));
        return new Reservation(
                row.getField("reserved_room_type"),
                arrival.minusDays(number(row, "lead_time")),
                Stay.of(arrival, nights),
                row.getField("reservation_status").equals("Canceled")
                        ? LocalDate.parse(row.getField("reservation_status_date"))
                        : null);
    }

    private static int number(NamedCsvRecord row, String field) {
        return Integer.parseInt(row.getField(field));
    }

    /** The first so many reservations in the order in which they were made, with their cancellations. */
    public Trace first(int most) {
        if (most >= reservations.size()) {
            return this;
        }
        List<Reservation> some = events.stream()
                .filter(event -> !event.cancels())
                .limit(most)
                .map(event -> reservations.get(event.reservation()))
                .toList();
        return of(source + ", the first " + most, some);
    }

    /** Before anything happened. */
    public LocalDate firstDay() {
        return events.get(0).day();
    }
}
