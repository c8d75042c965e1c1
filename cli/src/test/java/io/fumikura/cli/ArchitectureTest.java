package io.fumikura.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fumikura.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsTheSystemOnlyFromOutside =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.fumikura.index..",
                            "io.fumikura.localstack..",
                            "io.fumikura.ingest..",
                            "io.fumikura.query..")
                    .because(
                            "the command line does what any caller can do, over the public routes");

    @ArchTest
    static final ArchRule onlyTheMeasuringOfPagesUsesModels =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..cli.ocr..")
                    .and()
                    .doNotHaveSimpleName("EvalOcrCommand")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.fumikura.inference..", "io.fumikura.ocr..")
                    .because("whatever else is done or measured is done by the running services");

    @ArchTest
    static final ArchRule clientAndStackDoNotKnowEachOther =
            noClasses()
                    .that()
                    .resideInAPackage("..client..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..stack..")
                    .because("the client also talks to systems that were not started here");
}
