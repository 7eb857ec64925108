package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    /** The README, and what this module has of its kind. */
    private static Stream<Path> papers() {
        return Stream.of(Path.of("..", "README.md"), OldApplication.PAPER);
    }

    @ParameterizedTest
    @MethodSource("papers")
    void itsJavaCompiles(Path paper, @TempDir Path classes) throws IOException {
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(paper))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).isNotEmpty();
        String code = """
                import io.innkeeper.booking.*;
                import io.innkeeper.booking.account.*;
                import io.innkeeper.booking.availability.*;
                import io.innkeeper.booking.event.*;
                import io.innkeeper.booking.hotel.*;
                import io.innkeeper.booking.inventory.*;
                import io.innkeeper.booking.jpa.*;
                import io.innkeeper.booking.reservation.*;
                import io.innkeeper.booking.stay.*;
                import java.sql.Connection;
                import java.time.*;
                import java.util.*;
                import javax.sql.DataSource;

                class Readme {
                    Innkeeper innkeeper;
                """
                + String.join(
                        "",
                        blocks.stream()
                                .map(block -> "void block" + blocks.indexOf(block)
                                        + "(DataSource dataSource, BookingRequest request) throws Exception {\n" + block
                                        + "}\n")
                                .toList())
                + "}\n";
        Printed.assertCompiles(code, classes);
    }

    @ParameterizedTest
    @MethodSource("papers")
    void itsLinksLeadSomewhere(Path paper) throws IOException {
        List<String> targets = LINK.matcher(Files.readString(paper))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target ->
                        assertThat(paper.resolveSibling(target).normalize()).exists());
    }
}
