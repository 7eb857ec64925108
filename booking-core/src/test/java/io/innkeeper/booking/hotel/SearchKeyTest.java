package io.innkeeper.booking.hotel;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.tck.Seed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchKeyTest {

    @ParameterizedTest
    @CsvSource({
        "Z\u00fcrich, zurich",
        "ZU\u0308RICH, zurich",
        "' S\u00e3o Paulo ', sao paulo",
        "\ufb01ne \u2460, fine 1",
        "\uff28\uff4f\uff54\uff45\uff4c, hotel",
        "\u0130stanbul, istanbul",
        "Stra\u00dfe, strasse",
        "STRASSE, strasse",
        "DIYARBAKIR, diyarbakir",
        "Diyarbak\u0131r, diyarbakir",
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c3",
        "\u0141\u00f3d\u017a, lodz",
        "\u0926\u093f\u0932\u094d\u0932\u0940, \u0926\u093f\u0932\u094d\u0932\u0940",
        "\u0416\u0443\u043a\u043e\u0432, \u0436\u0443\u043a\u043e\u0432",
        "'', ''",
        "e\u0301, e",
        "100%_\\, 100%_\\"
    })
    void caseAccentsAndSurroundingSpaceAreFoldedAway(String text, String folded) {
        assertThat(SearchKey.of(text)).isEqualTo(new SearchKey(folded)).hasToString(folded);
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    void theLocaleOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(SearchKey.of("INN")).isEqualTo(new SearchKey("inn"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aKeyHasAtMost200Characters() {
        String emoji = "\ud83c\udfe8";
        assertThat(SearchKey.of("x".repeat(200)).value()).hasSize(200);
        assertThat(SearchKey.of("x".repeat(201)).value()).isEqualTo("x".repeat(200));
        assertThat(SearchKey.of(emoji.repeat(300)).value()).isEqualTo(emoji.repeat(200));
        assertThat(SearchKey.of("\ufdfa".repeat(200)).value()).hasSize(200);
    }

    @Test
    void keysAreOrderedAsTheirUtf8IsOrdered() {
        List<String> sorted =
                List.of("", "1", "10", "9", "a", "a b", "ab", "\u00df", "\u65c5", "\ue000", "\ud83c\udfe8");
        List<SearchKey> keys =
                new ArrayList<>(sorted.stream().map(SearchKey::new).toList());
        Collections.reverse(keys);
        Collections.sort(keys);

        assertThat(keys).extracting(SearchKey::value).isEqualTo(sorted);
    }

    @Test
    void theOrderOfKeysIsThatOfTheirCodePoints() {
        Seed seed = Seed.of("theOrderOfKeysIsThatOfTheirCodePoints");
        Random random = seed.random(0);
        for (int i = 0; i < 2_000; i++) {
            SearchKey one = new SearchKey(randomText(random));
            SearchKey other = new SearchKey(randomText(random));
            String oneInUtf32 = new String(one.value().getBytes(UTF_32), StandardCharsets.ISO_8859_1);
            String otherInUtf32 = new String(other.value().getBytes(UTF_32), StandardCharsets.ISO_8859_1);

            assertThat(Integer.signum(one.compareTo(other)))
                    .as("%s and %s; %s", one, other, seed)
                    .isEqualTo(Integer.signum(oneInUtf32.compareTo(otherInUtf32)));
        }
    }

    private static final Charset UTF_32 = Charset.forName("UTF-32BE");

    private static String randomText(Random random) {
        int[] some = {'a', 'b', 0xdf, 0x65c5, 0xd7ff, 0xe000, 0xfffd, 0x10000, 0x1f3e8, 0x10ffff};
        return random.ints(random.nextInt(4), 0, some.length)
                .map(i -> some[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
