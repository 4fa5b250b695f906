package io.nightshift.local.structure;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.library.dependencies.Slices;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The dependency rule of docs/architecture.md: entry point -> playbook <- adapter, and what each room may know. */
final class StructureTest {

    private static final String CORE = "io.nightshift.core..";
    private static final String JUDGE = "io.nightshift.promotion.judge..";
    private static final String[] PURE = {
        CORE,
        JUDGE,
        "io.nightshift.remediation",
        "io.nightshift.remediation.action",
        "io.nightshift.remediation.survey",
        "io.nightshift.promotion",
        "io.nightshift.promotion.action",
        "io.nightshift.promotion.answer",
        "io.nightshift.promotion.plan",
        "io.nightshift.rotation",
        "io.nightshift.rotation.action",
        "io.nightshift.backup",
        "io.nightshift.backup.action",
        "io.nightshift.backup.check",
        "io.nightshift.backup.measure",
        "io.nightshift.backup.restore",
        "io.nightshift.cost",
        "io.nightshift.cost.anomaly",
        "io.nightshift.cost.detect",
        "io.nightshift.cost.explain",
        "io.nightshift.cost.idle",
        "io.nightshift.cost.picture"
    };

    private static final String[] KNOWN_TO_THE_PURE = Stream.concat(
                    Stream.of(PURE), Stream.of("java..", "javax.crypto..", "org.jspecify.."))
            .toArray(String[]::new);

    /** The policy, and the sections of the functions. */
    private static final String[] POLICY = {
        "io.nightshift.policy..",
        "io.nightshift.remediation.policy",
        "io.nightshift.promotion.policy",
        "io.nightshift.rotation.policy",
        "io.nightshift.backup.policy",
        "io.nightshift.cost.policy"
    };

    private static final String[] AWS = {
        "io.nightshift.aws..",
        "io.nightshift.remediation.aws..",
        "io.nightshift.promotion.aws..",
        "io.nightshift.rotation.aws..",
        "io.nightshift.backup.aws..",
        "io.nightshift.cost.aws..",
        "io.nightshift.chatops.aws.."
    };

    private static final String[] GCP = {
        "io.nightshift.gcp..",
        "io.nightshift.remediation.gcp..",
        "io.nightshift.promotion.gcp..",
        "io.nightshift.rotation.gcp..",
        "io.nightshift.backup.gcp..",
        "io.nightshift.cost.gcp..",
        "io.nightshift.chatops.gcp.."
    };

    @Test
    void everyRoomIsSeen() {
        var modules = Rooms.ALL.stream()
                .map(found -> found.getPackageName().split("\\.")[2])
                .collect(Collectors.toSet());
        assertThat(modules)
                .contains("core", "policy", "aws", "gcp", "sql", "sandbox", "remediation", "promotion", "local");
    }

    @Test
    void theCoreAndThePlaybooksKnowNothingButTheJdkAndEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(KNOWN_TO_THE_PURE)))
                .check(Rooms.ALL);
    }

    @Test
    void theCoreKnowsNoPlaybook() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAPackage("io.nightshift..").and(not(resideInAPackage(CORE))))
                .check(Rooms.ALL);
    }

    /** A function owns its section of the policy; what the sections share knows none of them. */
    @Test
    void thePolicyKnowsNoFunction() {
        noClasses()
                .that()
                .resideInAPackage("io.nightshift.policy..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.nightshift..")
                        .and(not(resideInAnyPackage(CORE, "io.nightshift.policy.."))))
                .check(Rooms.ALL);
    }

    /** Its sections are read on every host, from the same text to the same plans. */
    @Test
    void thePolicyReadsNothingButItsText() {
        noClasses()
                .that()
                .resideInAnyPackage(POLICY)
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        CORE,
                        "io.nightshift.policy..",
                        "io.nightshift.remediation.policy",
                        "io.nightshift.remediation.action",
                        "io.nightshift.promotion.policy",
                        "io.nightshift.promotion.action",
                        "io.nightshift.rotation",
                        "io.nightshift.rotation.policy",
                        "io.nightshift.rotation.action",
                        "io.nightshift.backup",
                        "io.nightshift.backup.policy",
                        "io.nightshift.backup.check",
                        "io.nightshift.backup.restore",
                        "io.nightshift.cost",
                        "io.nightshift.cost.anomaly",
                        "io.nightshift.cost.detect",
                        "io.nightshift.cost.policy",
                        "org.snakeyaml.engine..",
                        "java..",
                        "org.jspecify..")))
                .check(Rooms.ALL);
    }

    @Test
    void theCoreAndThePlaybooksReadNoClockAndDrawNoNumber() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .or()
                .resideInAnyPackage(POLICY)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SecureRandom.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(Rooms.ALL);
    }

    @Test
    void awsNeverSeesGoogleCloudAndTheOtherWayRound() {
        noClasses()
                .that()
                .resideInAnyPackage(AWS)
                .should()
                .dependOnClassesThat(resideInAnyPackage(GCP).or(resideInAPackage("com.google.cloud..")))
                .check(Rooms.ALL);
        noClasses()
                .that()
                .resideInAnyPackage(GCP)
                .should()
                .dependOnClassesThat(resideInAnyPackage(AWS).or(resideInAPackage("software.amazon..")))
                .check(Rooms.ALL);
    }

    @Test
    void functionsNeverKnowEachOther() {
        var functions = List.of("remediation", "promotion", "rotation", "backup", "cost");
        for (var one : functions) {
            for (var other : functions) {
                if (!one.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("io.nightshift." + one + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("io.nightshift." + other + "..")
                            .check(Rooms.ALL);
                }
            }
        }
    }

    @Test
    void nobodyButTheLocalHostKnowsTheLocalHost() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.nightshift.local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.nightshift.local..")
                .check(Rooms.ALL);
    }

    @Test
    void theEnvironmentIsReadAtTheEdgesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.nightshift.demo.shop..",
                        "io.nightshift.local..",
                        "io.nightshift.remediation.aws..",
                        "io.nightshift.remediation.gcp..",
                        "io.nightshift.rotation.aws..",
                        "io.nightshift.rotation.gcp..")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(Rooms.ALL);
    }

    @Test
    void packagesKnowEachOtherInOneDirectionOnly() {
        assertThat(Slices.matching("io.nightshift.(**)").transform(Rooms.ALL)).hasSizeGreaterThan(80);
        slices().matching("io.nightshift.(**)").should().beFreeOfCycles().check(Rooms.ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        var marked = Rooms.ALL.stream()
                .filter(found -> found.getSimpleName().equals("package-info"))
                .filter(found -> found.isAnnotatedWith(NullMarked.class))
                .map(found -> found.getPackageName())
                .collect(Collectors.toSet());
        assertThat(Rooms.ALL.stream().map(found -> found.getPackageName()).collect(Collectors.toSet()))
                .isSubsetOf(marked);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .check(Rooms.ALL);
    }
}
