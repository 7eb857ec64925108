package io.innkeeper.booking.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** The arrows of the design, as rules about whatever is below a root package. */
enum Arrow {

    /** Whatever is directly in the root package (the front door and the exceptions) stands outside. */
    BUSINESS_HAS_NO_CYCLES,
    KNOWS_NO_OTHER_LIBRARY,
    KNOWS_NO_DATABASE,
    ONE_CLASS_KNOWS_HIBERNATE_VALIDATOR,
    INTERNAL_IS_FOR_THE_FRONT_DOOR,
    MEMORY_IS_FOR_THE_FRONT_DOOR,
    INVENTORY_KNOWS_NO_STORAGE,
    /** All it needs to refuse input are the exceptions, which are in the root package. */
    INPUT_IS_A_LEAF,
    NOBODY_GOES_BACK_TO_THE_FRONT_DOOR,
    NOTHING_INTERNAL_IS_EXPOSED;

    /** The rule for a library whose packages are below this one. */
    ArchRule rule(String root) {
        return switch (this) {
            case BUSINESS_HAS_NO_CYCLES ->
                slices().matching(root + ".(*)..").should().beFreeOfCycles();
            case KNOWS_NO_OTHER_LIBRARY ->
                classes()
                        .should(onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "javax..",
                                root + "..",
                                "com.github.f4b6a3.uuid..",
                                "jakarta.validation..",
                                "org.bouncycastle..",
                                "org.hibernate.validator..",
                                "org.jspecify..",
                                "org.slf4j..")));
            case KNOWS_NO_DATABASE ->
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.sql..", "javax.sql..", "jakarta.persistence..", "org.eclipse.persistence..");
            case ONE_CLASS_KNOWS_HIBERNATE_VALIDATOR ->
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(root + ".internal.RequestValidator")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.hibernate..");
            case INTERNAL_IS_FOR_THE_FRONT_DOOR -> isForTheFrontDoor("internal", root);
            case MEMORY_IS_FOR_THE_FRONT_DOOR -> isForTheFrontDoor("memory", root);
            case INVENTORY_KNOWS_NO_STORAGE ->
                noClasses()
                        .that()
                        .resideInAPackage(root + ".inventory..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(root + ".memory..", root + ".internal..");
            case INPUT_IS_A_LEAF ->
                classes()
                        .that()
                        .resideInAPackage(root + ".input..")
                        .should(onlyDependOnClassesThat(
                                resideInAnyPackage("java..", "org.jspecify..", root, root + ".input..")));
            case NOBODY_GOES_BACK_TO_THE_FRONT_DOOR ->
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root)
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(root.replace(".", "\\.") + "\\.Innkeeper(\\$.*)?");
            case NOTHING_INTERNAL_IS_EXPOSED ->
                classes()
                        .that()
                        .arePublic()
                        .and()
                        .resideOutsideOfPackages(root + ".internal..", root + ".input..")
                        .should(new ExposeNothingOf(root + ".internal..", root + ".input.."));
        };
    }

    private static ArchRule isForTheFrontDoor(String part, String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root, root + "." + part + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + "." + part + "..");
    }

    /** Looks at the types of all that subclasses and callers elsewhere can see. */
    private static final class ExposeNothingOf extends ArchCondition<JavaClass> {

        private final String[] packages;

        ExposeNothingOf(String... packages) {
            super("expose nothing of " + String.join(" and ", packages));
            this.packages = packages;
        }

        @Override
        public void check(JavaClass each, ConditionEvents events) {
            each.getMembers().stream().filter(ExposeNothingOf::isVisible).forEach(member -> {
                for (JavaClass type : types(member)) {
                    if (resideInAnyPackage(packages).test(type)) {
                        events.add(SimpleConditionEvent.violated(
                                member, member.getFullName() + " exposes " + type.getName()));
                    }
                }
            });
            for (JavaClass parent : each.getAllRawSuperclasses()) {
                if (resideInAnyPackage(packages).test(parent)) {
                    events.add(SimpleConditionEvent.violated(each, each.getName() + " extends " + parent.getName()));
                }
            }
        }

        private static boolean isVisible(JavaMember member) {
            Set<JavaModifier> modifiers = member.getModifiers();
            return !modifiers.contains(JavaModifier.SYNTHETIC)
                    && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
        }

        private static Set<JavaClass> types(JavaMember member) {
            return member.getAllInvolvedRawTypes();
        }
    }
}
