package org.visioncourse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the design. Whatever package is not named here is a chapter. */
class ArchitectureTest {
    private static final Set<String> KERNEL =
            Set.of("engine", "data", "models", "training", "plots", "notebook", "setup");
    private static final String COURSE = "org.visioncourse";
    /** The same layout in small, with an arrow that is wrong for each rule. */
    private static final String WRONG = COURSE + ".architecture";

    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(COURSE);

    @ParameterizedTest
    @MethodSource
    void arrowsGoOneWay(ArchRule rule) {
        rule.check(MAIN);
    }

    static Stream<ArchRule> arrowsGoOneWay() {
        return Stream.concat(arrows(COURSE), Stream.of(onlyMainExits()));
    }

    @Test
    void wrongArrowsAreReported() {
        JavaClasses wrong = new ClassFileImporter().importPackages(WRONG);
        List<String> reported = arrows(WRONG)
                .flatMap(rule -> rule.evaluate(wrong).getFailureReport().getDetails().stream())
                .toList();

        assertThat(reported)
                .anyMatch(line -> line.contains("data.KnowsTraining"))
                .anyMatch(line -> line.contains("training.KnowsAChapter"))
                .anyMatch(line -> line.contains("cifar10.KnowsAChapter"))
                .noneMatch(line -> line.contains("gan.KnowsTheKernel.loop"));
    }

    @Test
    void anExitOutsideOfMainIsReported() {
        JavaClasses exits = new ClassFileImporter().importClasses(Exits.class);

        assertThat(onlyMainExits().evaluate(exits).getFailureReport().getDetails())
                .singleElement()
                .asString()
                .contains("Exits.below()");
    }

    private static Stream<ArchRule> arrows(String root) {
        return Stream.of(
                mayUse(root, "engine"),
                mayUse(root, "data", "engine"),
                mayUse(root, "plots", "data", "engine"),
                mayUse(root, "models", "data", "engine"),
                mayUse(root, "training", "plots", "data", "engine"),
                mayUse(root, "notebook", "training", "plots", "data", "engine"),
                mayUse(root, "setup", "training", "models", "plots", "data", "engine"),
                noClasses()
                        .that(describe("are in a chapter", type -> isChapter(root, type)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(root + ".setup..")
                        .allowEmptyShould(true)
                        .because("an exercise runs without the doctor"),
                slices().assignedFrom(chapters(root))
                        .should()
                        .notDependOnEachOther()
                        .allowEmptyShould(true)
                        .because("a chapter is read, and may be deleted, on its own"));
    }

    private static ArchRule mayUse(String root, String user, String... used) {
        String[] allowed = Stream.concat(Stream.of(user), Stream.of(used))
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + user + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .because("the arrows go chapters -> training, models, plots -> data, engine");
    }

    private static ArchRule onlyMainExits() {
        return noClasses()
                .should()
                .callMethodWhere(describe(
                        "System.exit is called outside of main",
                        call -> call.getTarget().getFullName().equals("java.lang.System.exit(int)")
                                && !call.getOrigin().getName().equals("main")))
                .because("a caller, a notebook say, must survive an error");
    }

    private static boolean isChapter(String root, JavaClass type) {
        return type.getPackageName().startsWith(root + ".") && !KERNEL.contains(packageBelow(root, type));
    }

    private static String packageBelow(String root, JavaClass type) {
        return type.getPackageName().substring(root.length() + 1).split("\\.")[0];
    }

    private static SliceAssignment chapters(String root) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return isChapter(root, type) ? SliceIdentifier.of(packageBelow(root, type)) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "chapters";
            }
        };
    }

    static final class Exits {
        public static void main(String[] args) {
            System.exit(0);
        }

        static void below() {
            System.exit(1);
        }
    }
}
