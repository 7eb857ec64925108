package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public type that others see says what it is, and every piece of code in what they read compiles. */
class JavadocTest {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** What is in a published jar with documentation, the contract suite and the test server too. */
    private static final List<Path> PUBLISHED = List.of(
            Path.of("..", "booking-core", "src", "main", "java"),
            Path.of("..", "booking-core", "src", "test", "java", "io", "innkeeper", "booking", "tck"),
            Path.of("src", "main", "java"),
            Path.of("src", "test", "java", "io", "innkeeper", "booking", "jpa", "server"));

    private static final Pattern CODE = Pattern.compile("<pre>\\{@code\\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern EXPORT = Pattern.compile("^ *exports ([\\w.]+)", Pattern.MULTILINE);

    /** Its code is compiled by a test of its own module, which has what it needs. */
    private static final Path MICROMETER = Path.of("..", "booking-core", "micrometer", "src", "main", "java");

    private static List<String> snippets() throws IOException {
        List<String> snippets = new ArrayList<>();
        for (Path source : sources(PUBLISHED)) {
            CODE.matcher(Files.readString(source))
                    .results()
                    .map(code -> code.group(1).replaceAll("(?m)^ *\\* ?", "").replaceAll("(?m)^ *\\.\\.\\.$", ""))
                    .forEach(snippets::add);
        }
        return snippets;
    }

    private static final String WHAT_A_HOST_HAS = """
            class Snippet {
                DataSource dataSource;
                EntityManager entityManager;
                PasswordHasher hasher;
                String password;
                JpaStorage storage;
                Innkeeper innkeeper;
            """;

    @Test
    void snippetsAreFound() throws IOException {
        assertThat(snippets()).hasSizeGreaterThanOrEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void itsCodeCompiles(String snippet, @TempDir Path classes) {
        // A fixture that a reader has yet to write is any fixture here.
        String code = snippet.replace("new MyFixture()", "new InMemory(MyStrategy::new)");
        String unit = """
                import com.zaxxer.hikari.*;
                import io.innkeeper.booking.*;
                import io.innkeeper.booking.account.*;
                import io.innkeeper.booking.availability.*;
                import io.innkeeper.booking.event.*;
                import io.innkeeper.booking.hotel.*;
                import io.innkeeper.booking.inventory.*;
                import io.innkeeper.booking.jpa.*;
                import io.innkeeper.booking.jpa.server.*;
                import io.innkeeper.booking.reservation.*;
                import io.innkeeper.booking.stay.*;
                import io.innkeeper.booking.tck.*;
                import jakarta.persistence.EntityManager;
                import java.sql.*;
                import java.time.*;
                import java.util.*;
                import javax.sql.DataSource;

                record MyStrategy(InventoryLock inner) implements InventoryLock {
                    @Override
                    public List<Settlement> settle(List<InventoryChange> batch) {
                        return inner.settle(batch);
                    }
                }
                """
                + (code.startsWith("class ")
                        ? code
                        : WHAT_A_HOST_HAS + "void snippet() throws Exception {\n" + code + "} }\n");
        Printed.assertCompiles(unit, classes);
    }

    @Test
    void everyPublicTypeSaysWhatItIs() throws IOException {
        List<Path> folders = new ArrayList<>(PUBLISHED);
        folders.add(MICROMETER);
        List<Path> sources = sources(folders);
        List<String> exported = new ArrayList<>(List.of("io.innkeeper.booking.tck", "io.innkeeper.booking.jpa.server"));
        for (Path source : sources) {
            if (source.endsWith("module-info.java")) {
                EXPORT.matcher(Files.readString(source)).results().forEach(export -> exported.add(export.group(1)));
            }
        }
        assertThat(exported).contains("io.innkeeper.booking.micrometer");
        assertThat(undocumented(exported, sources)).isEmpty();
    }

    @Test
    void aTypeThatSaysNothingIsNoticed(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Silent.java"), """
                package silent;

                /** Speaks. */
                public class Silent {
                    public interface Nested {}

                    interface Hidden {
                        class PublicToo {}
                    }
                }
                """);
        assertThat(undocumented(List.of("silent"), List.of(source))).containsExactly("silent.Silent.Nested");
    }

    /** Public types of these packages without a sentence of their own, by their names. */
    private static List<String> undocumented(List<String> packages, List<Path> sources) throws IOException {
        List<String> silent = new ArrayList<>();
        try (StandardJavaFileManager files =
                COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) COMPILER.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                if (unit.getPackageName() != null
                        && packages.contains(unit.getPackageName().toString())) {
                    new PublicTypes(docs, silent).scan(unit, null);
                }
            }
        }
        return silent;
    }

    private static List<Path> sources(List<Path> folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    /** Walks over the types that are public from outside to inside, and collects those without a comment. */
    private static final class PublicTypes extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final List<String> silent;

        PublicTypes(DocTrees docs, List<String> silent) {
            this.docs = docs;
            this.silent = silent;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            TreePath path = getCurrentPath();
            Tree outer = path.getParentPath().getLeaf();
            boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || outer.getKind() == Tree.Kind.INTERFACE
                    || outer.getKind() == Tree.Kind.ANNOTATION_TYPE;
            if (!isPublic || type.getSimpleName().toString().endsWith("Test")) {
                return null;
            }
            DocCommentTree comment = docs.getDocCommentTree(path);
            if (comment == null || comment.getFirstSentence().isEmpty()) {
                silent.add(name(path));
            }
            return super.visitClass(type, null);
        }

        private static String name(TreePath path) {
            String name = "";
            for (Tree each : path) {
                if (each instanceof ClassTree type) {
                    name = "." + type.getSimpleName() + name;
                } else if (each instanceof CompilationUnitTree unit) {
                    name = unit.getPackageName() + name;
                }
            }
            return name;
        }
    }
}
