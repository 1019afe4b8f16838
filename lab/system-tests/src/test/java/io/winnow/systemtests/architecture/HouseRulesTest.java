package io.winnow.systemtests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.errands.CommitStore;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void theScreenKnowsNothingButTextUnicodeAndFlags() {
    classes()
        .that()
        .resideInAPackage("io.winnow.verifier.screen")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "io.winnow.verifier.screen",
                    "io.winnow.kit.mailbox",
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.util.regex",
                    "com.ibm.icu.text",
                    "com.ibm.icu.util",
                    "org.xbill.DNS",
                    "org.jspecify.annotations")
                .or(belongToAnyOf(Flag.class, Flags.class)))
        .check(Winnow.CLASSES);
  }

  @Test
  void ofDnsjavaTheScreenUsesTheReaderOfAddressesInTextAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.winnow.verifier.screen")
        .should()
        .accessTargetWhere(
            describe(
                "it is of dnsjava and not Address.toByteArray",
                access ->
                    access.getTargetOwner().getPackageName().startsWith("org.xbill")
                        && !access.getTarget().getFullName().contains("Address.toByteArray(")))
        .check(Winnow.CLASSES);
  }

  @Test
  void aVerdictIsMadeOfEvidenceAlone() {
    classes()
        .that()
        .resideInAPackage("io.winnow.verifier.verdict")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.winnow.verifier.verdict",
            "io.winnow.verifier.screen",
            "io.winnow.verifier.resolve",
            "io.winnow.verifier.lanes",
            "io.winnow.contracts",
            "java.lang..",
            "java.time",
            "java.util",
            "org.jspecify.annotations")
        .check(Winnow.CLASSES);
  }

  @Test
  void ofTheDnsAVerdictKnowsTheRouteAndNoClient() {
    noClasses()
        .that()
        .resideInAPackage("io.winnow.verifier.verdict")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.winnow\\.verifier\\.resolve\\.(?!Route|DnsFailure).*")
        .check(Winnow.CLASSES);
  }

  @Test
  void ofTheLanesAVerdictKnowsTheFindingAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.winnow.verifier.verdict")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.winnow\\.verifier\\.lanes\\.(?!Finding|CatchAll).*")
        .check(Winnow.CLASSES);
  }

  @Test
  void nobodyButTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.winnow.standalone.cli")
        .should(ACCESS_STANDARD_STREAMS)
        .check(Winnow.CLASSES);
  }

  @Test
  void logsGoThroughSlf4j() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(Winnow.CLASSES);
  }

  @Test
  void internalsOfKafkaStreamsAreUsedInOnePlace() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(CommitStore.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka.streams..internals..")
        .check(Winnow.CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        Winnow.CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(one -> !one.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .sorted()
            .toList();

    assertThat(unmarked).as("packages without a package-info.java that has @NullMarked").isEmpty();
  }

  /** NODATA is a word of the DNS (RFC 2308). */
  @Test
  void namesAreOfTheField() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Impl|(?<!\\$No)Data|Info)(\\$.*)?")
        .check(Winnow.CLASSES);
  }
}
