package io.jnetctl.golden;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.File;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;

/** The arrows of docs/architecture.md: which module sees which. */
@AnalyzeClasses(packages = "io.jnetctl", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String INET = "io.jnetctl.inet..";
    private static final String SCHEMA = "io.jnetctl.schema..";
    private static final String KERNEL = "io.jnetctl.kernel..";
    private static final String LINUX = "io.jnetctl.kernel.linux..";
    private static final String SYS = "io.jnetctl.kernel.linux.sys..";
    private static final String KERNEL_TESTING = "io.jnetctl.kernel.testing..";
    private static final String RECONCILER = "io.jnetctl.reconciler..";
    private static final String CLI = "io.jnetctl.cli..";
    private static final String JNR = "jnr..";
    private static final String JFFI = "com.kenai.jffi..";

    @ArchTest
    void inetSeesNothingOfOurs(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage(INET)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SCHEMA, KERNEL, RECONCILER, CLI)
                .check(all);
    }

    @ArchTest
    void schemaSeesOnlyInet(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage(SCHEMA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KERNEL, RECONCILER, CLI)
                .check(all);
    }

    @ArchTest
    void kernelSeesOnlyInet(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage(KERNEL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SCHEMA, RECONCILER, CLI)
                .check(all);
    }

    @ArchTest
    void thePortOfTheKernelDoesNotKnowItsImplementations(JavaClasses all) {
        noClasses()
                .that()
                .resideInAnyPackage("io.jnetctl.kernel", "io.jnetctl.kernel.resource..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LINUX, KERNEL_TESTING)
                .check(all);
    }

    @ArchTest
    void theReconcilerNeverSeesLinux(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage(RECONCILER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LINUX, KERNEL_TESTING, CLI, JNR)
                .check(all);
    }

    @ArchTest
    void onlySysSeesNativeCode(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackage(SYS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JNR, JFFI)
                .check(all);
    }

    @ArchTest
    void onlyMainOpensTheRealKernel(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackage(LINUX)
                .and()
                .doNotHaveFullyQualifiedName("io.jnetctl.cli.Main")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.jnetctl.kernel.linux.LinuxKernel")
                .check(all);
    }

    @ArchTest
    void noProductionCodeSeesTheTestKernels(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackage(KERNEL_TESTING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KERNEL_TESTING)
                .check(all);
    }

    @ArchTest
    void noTwoModulesNeedEachOther(JavaClasses all) {
        slices().matching("io.jnetctl.(*)..").should().beFreeOfCycles().check(all);
    }

    /**
     * It can be set: what waits, or tells how long ago something was, goes by a clock that cannot. The times of files are told by the one
     * on the wall.
     */
    @ArchTest
    void theClockOnTheWallIsForMetricsAlone(JavaClasses all) {
        noClasses()
                .that()
                .haveSimpleNameNotContaining("Metrics")
                .and()
                .resideOutsideOfPackage(KERNEL_TESTING)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(File.class, "lastModified")
                .orShould()
                .dependOnClassesThat(belongToAnyOf(
                        Clock.class,
                        Instant.class,
                        LocalDate.class,
                        LocalDateTime.class,
                        LocalTime.class,
                        OffsetDateTime.class,
                        ZonedDateTime.class,
                        Date.class,
                        Calendar.class,
                        FileTime.class))
                .check(all);
    }

    @ArchTest
    void noShellIsEverInvolved(JavaClasses all) {
        noClasses()
                .should()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(all);
    }

    @ArchTest
    void namesSayWhatAThingIs(JavaClasses all) {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Handler|Processor|Impl)")
                .check(all);
    }
}
