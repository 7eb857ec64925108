package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhcStringTest {

    private static final PhcString.Format FORMAT = new PhcString.Format("$test$v=1$", List.of("a", "bc"));
    private static final byte[] SALT = "eight by".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HASH = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);
    private static final String VALID = "$test$v=1$a=1,bc=999999999$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw";

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(FORMAT.write(List.of(1, 999_999_999), SALT, HASH)).isEqualTo(VALID);

        PhcString read = FORMAT.parse(VALID).orElseThrow();
        assertThat(read.values()).containsExactly(1, 999_999_999);
        assertThat(read.salt()).isEqualTo(SALT);
        assertThat(read.hash()).isEqualTo(HASH);
    }

    @Test
    void itsTextShowsNeitherSaltNorHash() {
        assertThat(FORMAT.parse(VALID).orElseThrow()).hasToString("PhcString[1, 999999999]");
    }

    @Test
    void saltsAndHashesOfTheLongestLengthsAreRead() {
        String text = FORMAT.write(List.of(1, 1), new byte[48], new byte[64]);

        assertThat(FORMAT.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$test$v=1$",
                "$test$v=1$a=1,bc=2",
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk",
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$",
                "$test$v=1$a=1,bc=2$$c2l4dGVlbiBieXRlcyBvaw",
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw$",
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw\n",
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw==",
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnl$c2l4dGVlbiBieXRlcyBvaw", // stray bits after the last byte
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBva", // no whole byte at the end
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcy-vaw", // the alphabet for URLs
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRl cyBvaw",
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBv\u0430w",
                "$test$v=1$a=1,bc=2$ZWlnaHQgYg$c2l4dGVlbiBieXRlcyBvaw", // seven bytes of salt
                "$test$v=1$a=1,bc=2$ZWlnaHQgYnk$ZmlmdGVlbiBieXRlcyE", // fourteen bytes of hash
                "$test$v=1$a=1,bc=1000000000$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw",
                "$test$v=1$a=1$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw",
                "$test$v=1$a=1,bc=2,d=3$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw",
                "$test$v=1$a=1,a=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw",
                "$test$v=2$a=1,bc=2$ZWlnaHQgYnk$c2l4dGVlbiBieXRlcyBvaw",
            })
    void anythingElseIsNothing(String text) {
        assertThat(FORMAT.parse(text)).isEmpty();
    }

    @Test
    void saltsAndHashesThatAreTooLongAreNothing() {
        assertThat(FORMAT.parse(FORMAT.write(List.of(1, 1), new byte[49], HASH)))
                .isEmpty();
        assertThat(FORMAT.parse(FORMAT.write(List.of(1, 1), SALT, new byte[65])))
                .isEmpty();
        assertThat(FORMAT.parse(FORMAT.write(List.of(1, 1), SALT, new byte[50_000_000])))
                .isEmpty();
    }

    /**
     * One changed character either makes another valid text, which is then exactly what would be written, or nothing.
     */
    @Test
    void noTextIsReadInTwoWays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(VALID);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x250));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, VALID.charAt(random.nextInt(VALID.length())));
                }
            }
            FORMAT.parse(text.toString())
                    .ifPresent(read -> assertThat(FORMAT.write(read.values(), read.salt(), read.hash()))
                            .as("seed %d", seed)
                            .isEqualTo(text.toString()));
        }
    }
}
