package io.innkeeper.booking.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.stay.Stay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {

    private static final String FILE = """
            hotel,lead_time,arrival_date_year,arrival_date_month,arrival_date_day_of_month,stays_in_weekend_nights,stays_in_week_nights,reserved_room_type,reservation_status,reservation_status_date
            Resort Hotel,7,2015,July,8,2,1,A,Check-Out,2015-07-11
            Resort Hotel,3,2015,July,5,0,0,A,Check-Out,2015-07-05
            Resort Hotel,30,2015,July,20,0,2,"D",Canceled,2015-07-01
            Resort Hotel,1,2015,July,3,0,1,A,No-Show,2015-07-03
            """;

    @Test
    void aRowIsMadeItsLeadTimeBeforeItsArrival() throws IOException {
        Trace trace = Trace.read("a file", new StringReader(FILE));

        assertThat(trace.reservations())
                .containsExactly(
                        new Reservation("A", LocalDate.of(2015, 7, 1), Stay.of(LocalDate.of(2015, 7, 8), 3), null),
                        new Reservation(
                                "D",
                                LocalDate.of(2015, 6, 20),
                                Stay.of(LocalDate.of(2015, 7, 20), 2),
                                LocalDate.of(2015, 7, 1)),
                        new Reservation("A", LocalDate.of(2015, 7, 2), Stay.of(LocalDate.of(2015, 7, 3), 1), null));
        assertThat(trace.source()).isEqualTo("a file (3 reservations; 1 rows without a night left out)");
    }

    @Test
    void eventsAreInTheOrderInWhichTheyHappenedAndOfOneDayThoseComeFirstThatMake() throws IOException {
        assertThat(Trace.read("a file", new StringReader(FILE)).events())
                .containsExactly(
                        new Trace.Event(1, LocalDate.of(2015, 6, 20), false),
                        new Trace.Event(0, LocalDate.of(2015, 7, 1), false),
                        new Trace.Event(1, LocalDate.of(2015, 7, 1), true),
                        new Trace.Event(2, LocalDate.of(2015, 7, 2), false));
    }

    @Test
    void aCompressedFileIsTheSame(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(FILE.getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("bookings.csv.gz"), bytes.toByteArray());

        assertThat(Trace.read(file).reservations())
                .isEqualTo(Trace.read("a file", new StringReader(FILE)).reservations());
    }

    @Test
    void aLineThatMakesNoSenseIsNamed() {
        assertThatThrownBy(() -> Trace.read("a file", new StringReader(FILE.replace("30,2015,July", "30,2015,Juli"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 4 of a file: ");
    }

    @Test
    void theFirstAreThoseThatWereMadeFirst() throws IOException {
        Trace first = Trace.read("a file", new StringReader(FILE)).first(1);

        assertThat(first.reservations()).extracting(Reservation::roomType).containsExactly("D");
        assertThat(first.events()).extracting(Trace.Event::cancels).containsExactly(false, true);
    }

    @Test
    void aGeneratedTraceIsTheSameForASeedAndHasTheShapeOfTheRealOne() {
        Trace trace = GeneratedTrace.of(1, 20_000);

        assertThat(trace).isEqualTo(GeneratedTrace.of(1, 20_000)).isNotEqualTo(GeneratedTrace.of(2, 20_000));
        List<Reservation> all = trace.reservations();
        assertThat(percent(
                        all,
                        all.stream().filter(each -> each.cancelled() != null).count()))
                .isBetween(25.0, 29.0);
        assertThat(percent(
                        all,
                        all.stream().filter(each -> each.roomType().equals("A")).count()))
                .isBetween(56.0, 61.0);
        assertThat(percent(
                        all,
                        all.stream().filter(each -> each.stay().length() == 7).count()))
                .isBetween(15.0, 19.0);
        long august = all.stream()
                .filter(each -> each.stay().arrival().getMonthValue() == 8)
                .count();
        long january = all.stream()
                .filter(each -> each.stay().arrival().getMonthValue() == 1)
                .count();
        assertThat(august).isGreaterThan(2 * january);
    }

    private static double percent(List<Reservation> all, long some) {
        return 100.0 * some / all.size();
    }
}
