package io.innkeeper.booking.hotel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What day it is at a hotel, where its clocks are put forward or back, or a day is left out. */
class HotelTodayTest {

    private static LocalDate today(String zone, Instant now) {
        HotelDetails details = HotelDetails.of("Krone", "Bern", ZoneId.of(zone), Currency.getInstance("CHF"));
        return new Hotel(new HotelId(new UUID(0, 1)), details, false).today(Clock.fixed(now, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        // Midnight is put forward to one o'clock, so that there is none.
        "America/Sao_Paulo, 2018-11-04T02:59:59Z, 2018-11-03",
        "America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-04",
        "Asia/Beirut, 2024-03-30T21:59:59Z, 2024-03-30",
        "Asia/Beirut, 2024-03-30T22:00:00Z, 2024-03-31",
        // Midnight is put back to eleven o'clock, so that it is come to twice.
        "America/Sao_Paulo, 2018-02-18T01:59:59Z, 2018-02-17",
        "America/Sao_Paulo, 2018-02-18T02:00:00Z, 2018-02-17",
        "America/Sao_Paulo, 2018-02-18T02:59:59Z, 2018-02-17",
        "America/Sao_Paulo, 2018-02-18T03:00:00Z, 2018-02-18",
        "Asia/Beirut, 2024-10-26T20:59:59Z, 2024-10-26",
        "Asia/Beirut, 2024-10-26T21:30:00Z, 2024-10-26",
        "Asia/Beirut, 2024-10-26T22:00:00Z, 2024-10-27",
        // A day that was left out.
        "Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29",
        "Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-31",
        // In the middle of the night, as in most places.
        "Europe/Lisbon, 2030-03-31T00:59:59Z, 2030-03-31",
        "Europe/Lisbon, 2030-03-31T01:00:00Z, 2030-03-31",
        "Europe/Lisbon, 2030-10-26T22:59:59Z, 2030-10-26",
        "Europe/Lisbon, 2030-10-26T23:00:00Z, 2030-10-27",
        "America/New_York, 2030-11-03T03:59:59Z, 2030-11-02",
        "America/New_York, 2030-11-03T04:00:00Z, 2030-11-03",
        "America/New_York, 2030-11-04T04:59:59Z, 2030-11-03",
        "America/New_York, 2030-11-04T05:00:00Z, 2030-11-04"
    })
    void aDayBeginsWhereTheHotelIs(String zone, Instant now, LocalDate today) {
        assertThat(today(zone, now)).isEqualTo(today);
    }

    /** As in Newfoundland until 2011, where a minute after midnight it was yesterday again. */
    @Test
    void noZoneComesBackToADayThatWasOver() {
        Instant from = Instant.parse("2012-01-01T00:00:00Z");
        Instant to = Instant.parse("2040-01-01T00:00:00Z");
        int changes = 0;
        for (String zone : ZoneId.getAvailableZoneIds()) {
            Instant at = from;
            while (true) {
                ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(at);
                if (change == null || change.getInstant().isAfter(to)) {
                    break;
                }
                at = change.getInstant();
                changes++;
                LocalDate before = today(zone, at.minusSeconds(1));
                assertThat(today(zone, at)).as("%s at %s", zone, change).isAfterOrEqualTo(before);
            }
        }
        assertThat(changes).isGreaterThan(1_000);
    }
}
