package io.innkeeper.booking.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What "Watching it" and the Javadoc tell application developers compiles, and the links lead somewhere. */
class ObservabilityPaperTest {

    private static final Path PAPER = Path.of("..", "docs", "observability.md");
    private static final Path LISTENER = Path.of(
            "src", "main", "java", "io", "innkeeper", "booking", "micrometer", "MicrometerBookingListener.java");
    private static final Pattern JAVADOC_CODE = Pattern.compile("<pre>\\{@code\\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    private static final String SETTING = """
            import io.innkeeper.booking.*;
            import io.innkeeper.booking.event.*;
            import io.innkeeper.booking.micrometer.*;
            import io.micrometer.core.instrument.*;
            import io.micrometer.core.instrument.config.MeterFilter;
            import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
            import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
            import io.micrometer.observation.ObservationRegistry;
            import java.util.function.Consumer;

            class Paper {
                Storage storage;
                MeterRegistry meterRegistry;
                ObservationRegistry observationRegistry;
            """;

    @Test
    void itsJavaCompiles(@TempDir Path classes) throws IOException {
        List<String> pieces = CODE.matcher(Files.readString(PAPER))
                .results()
                .map(piece -> piece.group(1))
                .toList();
        assertThat(pieces).hasSizeGreaterThan(2);
        List<String> inJavadoc = JAVADOC_CODE
                .matcher(Files.readString(LISTENER))
                .results()
                .map(piece -> piece.group(1).replaceAll("(?m)^ *\\* ?", ""))
                .toList();
        assertThat(inJavadoc).isNotEmpty();
        StringBuilder code = new StringBuilder(SETTING);
        int number = 0;
        for (String piece : Stream.concat(pieces.stream(), inJavadoc.stream()).toList()) {
            code.append("void piece")
                    .append(number++)
                    .append("() {\n")
                    .append(piece)
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

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        assertThat(LINK.matcher(Files.readString(PAPER)).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(target ->
                        assertThat(PAPER.resolveSibling(target).normalize()).exists());
    }

    private static JavaFileObject source(String code) {
        return new SimpleJavaFileObject(URI.create("string:///Paper.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }
}
