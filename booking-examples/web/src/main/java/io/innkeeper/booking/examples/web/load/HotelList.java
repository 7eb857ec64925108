package io.innkeeper.booking.examples.web.load;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.innkeeper.booking.account.UserId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Reads lists of hotels: CSV with the columns name, address, postcode, city, stars, rooms and guests; also compressed. */
@Component
public class HotelList {

    private static final int BATCH = 50;

    private final HotelLoader loader;

    HotelList(HotelLoader loader) {
        this.loader = loader;
    }

    /** Adds the hotels of a file, and shows how far it has come. Broken off, it is simply begun again. */
    public void load(Path file, @Nullable UserId owner) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            List<HotelLine> lines = lines(text);
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName("hotels")
                    .setInitialMax(lines.size())
                    .build()) {
                load(lines, owner, bar);
            }
        }
    }

    /** Adds a few hotels that do not exist. */
    public void loadInvented(@Nullable UserId owner) {
        try (InputStream text = new ClassPathResource("hotels.csv").getInputStream()) {
            load(lines(text), owner, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(List<HotelLine> lines, @Nullable UserId owner, @Nullable ProgressBar bar) {
        for (int from = 0; from < lines.size(); from += BATCH) {
            List<HotelLine> batch = lines.subList(from, Math.min(from + BATCH, lines.size()));
            loader.load(batch, owner);
            if (bar != null) {
                bar.stepBy(batch.size());
            }
        }
    }

    private static List<HotelLine> lines(InputStream text) throws IOException {
        List<HotelLine> lines = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            reader.forEach(line -> lines.add(HotelLine.of(line)));
        }
        return lines;
    }
}
