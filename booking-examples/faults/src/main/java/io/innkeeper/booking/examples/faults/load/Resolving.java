package io.innkeeper.booking.examples.faults.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.history.Line;
import io.innkeeper.booking.examples.faults.history.Line.Asked;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Happened;
import io.innkeeper.booking.reservation.NeverHappens;
import io.innkeeper.booking.reservation.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks what became of each request whose answer was lost: twice, since the answer must stay the same. */
public final class Resolving {

    /** Beyond those of guests. */
    private static final int FIRST_ATTEMPT = 100;

    private static final int ATTEMPTS = 20;

    private Resolving() {}

    /**
     * Asks.
     *
     * @param lines all that was asked and told so far
     */
    public static void ask(List<Line> lines, Innkeeper innkeeper, Journal journal) {
        Map<String, Asked> open = new LinkedHashMap<>();
        Map<String, Told> answers = new HashMap<>();
        for (Line line : lines) {
            if (line.told() != null) {
                answers.put(line.told().request() + '/' + line.told().attempt(), line.told());
            }
        }
        for (Line line : lines) {
            Asked asked = line.asked();
            if (asked != null) {
                Told told = answers.get(asked.request() + '/' + asked.attempt());
                if (told == null || told.answer().equals("Unknown")) {
                    open.put(asked.request(), asked);
                }
            }
        }
        Asking asking = new Asking(innkeeper, journal);
        for (Asked asked : open.values()) {
            UserId guest = new UserId(UUID.fromString(asked.account()));
            HotelId hotel = new HotelId(UUID.fromString(asked.hotel()));
            int told = 0;
            for (int attempt = 0; attempt < ATTEMPTS && told < 2; attempt++) {
                Outcome outcome = asking.resolve(asked.request(), guest, hotel, FIRST_ATTEMPT + attempt);
                boolean certain = outcome instanceof Happened || outcome instanceof NeverHappens;
                told += certain ? 1 : 0;
            }
        }
    }
}
