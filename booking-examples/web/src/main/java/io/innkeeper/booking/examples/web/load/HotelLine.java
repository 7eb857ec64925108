package io.innkeeper.booking.examples.web.load;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A line of a list of hotels.
 *
 * @param source identity of the line: the same whenever it is read
 * @param name the hotel's name
 * @param address street, house, and postcode
 * @param city the city, without its districts
 * @param stars 0 to 5
 * @param rooms how many rooms it has, at least 1
 * @param guests how many guests these take
 */
record HotelLine(UUID source, String name, String address, String city, int stars, int rooms, int guests) {

    private static final Pattern DISTRICT = Pattern.compile("\\s+\\d+ER? ARRONDISSEMENT$");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** Of the columns name, address, postcode, city, stars, rooms and guests. */
    static HotelLine of(NamedCsvRecord line) {
        String all = String.join("\u0000", line.getFields());
        int rooms = Math.max(1, number(line.getField("rooms")));
        return new HotelLine(
                UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)),
                capitalized(line.getField("name")),
                (line.getField("address") + ", " + line.getField("postcode")).replaceFirst("^, |, $", ""),
                capitalized(DISTRICT.matcher(line.getField("city")).replaceFirst("")),
                Math.min(5, number(line.getField("stars"))),
                rooms,
                Math.max(rooms, number(line.getField("guests"))));
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** What is in capitals, as people write it; the rest as it is. */
    private static String capitalized(String text) {
        if (!text.equals(text.toUpperCase(Locale.ROOT))) {
            return text;
        }
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(word -> Character.toUpperCase(word.group().charAt(0))
                        + word.group().substring(1));
    }
}
