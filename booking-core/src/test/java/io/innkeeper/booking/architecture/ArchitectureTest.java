package io.innkeeper.booking.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import io.innkeeper.booking.Innkeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

    private static final String LIBRARY = "io.innkeeper.booking";
    private static final String SEEDED = LIBRARY + ".architecture.seeded";

    /** Where the library was compiled to, and so none of its tests. */
    private static final JavaClasses LIBRARY_CLASSES = new ClassFileImporter()
            .importUrl(Innkeeper.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses SEEDED_CLASSES = new ClassFileImporter().importPackages(SEEDED);

    @ParameterizedTest
    @EnumSource
    void theLibraryKeeps(Arrow arrow) {
        arrow.rule(LIBRARY).check(LIBRARY_CLASSES);
    }

    @Test
    void theWholeLibraryIsLookedAt() {
        assertThat(LIBRARY_CLASSES)
                .hasSizeGreaterThan(50)
                .noneMatch(each -> each.getPackageName().contains(".tck"))
                .anyMatch(each -> each.getPackageName().equals(LIBRARY))
                .anyMatch(each -> each.getPackageName().equals(LIBRARY + ".internal"))
                .anyMatch(each -> each.getPackageName().equals(LIBRARY + ".memory"));
    }

    /** What this test is worth: a class that was written to break the rule is caught by it. */
    @ParameterizedTest(name = "{0} catches {1}")
    @CsvSource({
        "BUSINESS_HAS_NO_CYCLES, hotel.KnowsStay",
        "KNOWS_NO_OTHER_LIBRARY, hotel.Framed",
        "KNOWS_NO_DATABASE, hotel.Stored",
        "ONE_CLASS_KNOWS_HIBERNATE_VALIDATOR, hotel.Checked",
        "INTERNAL_IS_FOR_THE_FRONT_DOOR, availability.Leaky",
        "MEMORY_IS_FOR_THE_FRONT_DOOR, inventory.Greedy",
        "INVENTORY_KNOWS_NO_STORAGE, inventory.Greedy",
        "INPUT_IS_A_LEAF, input.Chatty",
        "NOBODY_GOES_BACK_TO_THE_FRONT_DOOR, account.Returning",
        "NOTHING_INTERNAL_IS_EXPOSED, availability.Leaky"
    })
    void aSeededViolationIsCaught(Arrow arrow, String culprit) {
        EvaluationResult result = arrow.rule(SEEDED).evaluate(SEEDED_CLASSES);

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(SEEDED + "." + culprit);
    }

    @ParameterizedTest
    @EnumSource
    void eachArrowIsTriedOnASeededViolation(Arrow arrow) {
        assertThat(arrow.rule(SEEDED).evaluate(SEEDED_CLASSES).hasViolation()).isTrue();
    }
}
