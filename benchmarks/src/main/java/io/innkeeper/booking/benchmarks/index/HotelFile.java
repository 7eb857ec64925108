package io.innkeeper.booking.benchmarks.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** A list of hotels: comma separated, with a header line, compressed. */
final class HotelFile {

    private static final List<String> HEADER =
            List.of("name", "address", "postcode", "city", "stars", "rooms", "guests");

    /** A hotel of the list. */
    record Listed(String name, String address, String city, int stars, int rooms) {}

    private HotelFile() {}

    /** Those that have a room. */
    static List<Listed> read(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String header = lines.readLine();
            if (header == null || !fields(header).equals(HEADER)) {
                throw new IOException(file + " must begin with " + HEADER);
            }
            List<Listed> hotels = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> fields = fields(line);
                Listed hotel = new Listed(
                        fields.get(0), fields.get(1), fields.get(3), number(fields.get(4)), number(fields.get(5)));
                if (hotel.rooms() > 0) {
                    hotels.add(hotel);
                }
            }
            return hotels;
        }
    }

    /** Made-up ones of about the same shape: a few large towns and many small ones, and 46 rooms on average. */
    static List<Listed> generated(int hotels, long seed) {
        Random random = new Random(seed);
        List<Listed> listed = new ArrayList<>();
        for (int i = 0; i < hotels; i++) {
            double of = random.nextDouble();
            int town = (int) (hotels * of * of * of / 4);
            listed.add(new Listed("Hotel " + i, "", "Town " + town, random.nextInt(6), 2 + random.nextInt(89)));
        }
        return listed;
    }

    private static int number(String text) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /** A field may be in quotes, in which a quote is doubled. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
