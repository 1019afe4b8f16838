package io.winnow.systemtests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModulesTest {

  @ParameterizedTest
  @EnumSource
  void aModuleStandsOnNothingButWhatItMay(Module module) {
    DescribedPredicate<JavaClass> forbidden =
        describe(
            "of a module that " + module + " must not know",
            type -> Module.of(type).map(other -> !module.mayStandOn(other)).orElse(false));

    noClasses().that(areOf(module)).should().dependOnClassesThat(forbidden).check(Winnow.CLASSES);
  }

  @Test
  void everyClassIsInTheRootPackageOfAModule() {
    classes()
        .should(
            new ArchCondition<JavaClass>("be of a module") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                events.add(
                    new SimpleConditionEvent(
                        type, Module.of(type).isPresent(), type.getName() + " is of none"));
              }
            })
        .check(Winnow.CLASSES);
  }

  @ParameterizedTest
  @EnumSource
  void packagesOfAModuleDependOnEachOtherInOneDirection(Module module) {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return module.has(type)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "packages of " + module;
              }
            })
        .should()
        .beFreeOfCycles()
        .check(Winnow.CLASSES);
  }

  private static DescribedPredicate<JavaClass> areOf(Module module) {
    return describe("are of " + module, module::has);
  }
}
