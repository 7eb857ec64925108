package io.innkeeper.booking.micrometer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrow from this module leads to what the core tells listeners, and to Micrometer. */
class ArchitectureTest {

    private static final ArchRule ARROW = classes()
            .should(onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "io.innkeeper.booking.event",
                    "io.innkeeper.booking.hotel",
                    "io.innkeeper.booking.micrometer..",
                    "io.micrometer..",
                    "org.jspecify..")));

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(MicrometerBookingListener.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());

    @Test
    void theModuleKnowsListenersAndMicrometerAlone() {
        assertThat(MODULE).isNotEmpty().noneMatch(each -> each.getName().contains("Test"));
        ARROW.check(MODULE);
    }

    @Test
    void oneClassIsPublic() {
        assertThat(MODULE.stream()
                        .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(each -> each.getName()))
                .containsExactly(MicrometerBookingListener.class.getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.innkeeper.booking.internal.Watch",
                "io.innkeeper.booking.memory.MemoryStorage",
                "org.assertj.core.api.Assertions"
            })
    void aSeededViolationIsCaught(String unknown) {
        JavaClasses seeded = new ClassFileImporter().importPackages("io.innkeeper.booking.micrometer.seeded");

        assertThat(ARROW.evaluate(seeded).getFailureReport().toString())
                .contains("seeded.Curious")
                .contains(unknown);
    }
}
