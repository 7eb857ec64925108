package io.innkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What "The life of a booking" tells application developers: every piece of its code compiles, and runs in memory. */
class LifeOfABookingTest {

    private static final Path PAPER = Path.of("docs", "the-life-of-a-booking.md");
    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    /** What the pieces are about, each time anew. */
    private static final String SETTING = """
            import io.innkeeper.booking.*;
            import io.innkeeper.booking.account.*;
            import io.innkeeper.booking.availability.*;
            import io.innkeeper.booking.event.*;
            import io.innkeeper.booking.hotel.*;
            import io.innkeeper.booking.inventory.*;
            import io.innkeeper.booking.memory.*;
            import io.innkeeper.booking.reservation.*;
            import io.innkeeper.booking.stay.*;
            import java.time.*;
            import java.util.*;

            public class Life implements AutoCloseable {

                Innkeeper innkeeper = Innkeeper.builder()
                        .storage(new MemoryStorage())
                        .passwordHasher(PasswordHasher.pbkdf2(1))
                        .build();
                User ada = user("ada@example.org");
                User grace = user("grace@example.org");
                Hotel hotel = innkeeper.hotels().add(HotelDetails.of(
                                "Casa do Rio", "Lisboa", ZoneId.of("Europe/Lisbon"), Currency.getInstance("EUR"))
                        .withOwner(grace.id()));
                Room room = room("12", "double");
                Room other = room("13", "double");
                Stay stay = Stay.of(LocalDate.now(ZoneId.of("Europe/Lisbon")).plusDays(30), 3);
                Booking made = innkeeper.bookings().book(BookingRequest.room(ada.id(), other.id(), stay, 2))
                        .success().orElseThrow();
                Room third = room("14", "suite");

                User user(String email) {
                    return innkeeper.accounts().register(new Registration(email, "A", "correct horse battery staple"));
                }

                Room room(String number, String type) {
                    return innkeeper.hotels()
                            .addRoom(hotel.id(), new RoomDetails(number, type, 2, Money.of("120", "EUR")));
                }

                @Override
                public void close() {
                    innkeeper.close();
                }
            """;

    @TempDir
    private static Path classes;

    private static List<String> pieces() throws IOException {
        return CODE.matcher(Files.readString(PAPER))
                .results()
                .map(piece -> piece.group(1))
                .toList();
    }

    static Stream<Integer> numbers() throws IOException {
        return IntStream.range(0, pieces().size()).boxed();
    }

    @BeforeAll
    static void compile() throws IOException {
        StringBuilder code = new StringBuilder(SETTING);
        List<String> pieces = pieces();
        for (int i = 0; i < pieces.size(); i++) {
            code.append("public void piece")
                    .append(i)
                    .append("() throws Exception {\n")
                    .append(pieces.get(i))
                    .append("}\n");
        }
        code.append("}\n");
        StringWriter errors = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        errors,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(source(code.toString())))
                .call();
        assertThat(compiled).as("%s%n%s", errors, code).isTrue();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void itsCodeRuns(int number) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> life = loader.loadClass("Life");
            try (AutoCloseable setting =
                    (AutoCloseable) life.getDeclaredConstructor().newInstance()) {
                life.getMethod("piece" + number).invoke(setting);
            }
        }
    }

    private static JavaFileObject source(String code) {
        return new SimpleJavaFileObject(URI.create("string:///Life.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }
}
