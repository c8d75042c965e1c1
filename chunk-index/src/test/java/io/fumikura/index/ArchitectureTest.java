package io.fumikura.index;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fumikura.index", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule isPlainJava =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..")
                    .because("ingest, query and tools use it alike, with and without a container");

    @ArchTest
    static final ArchRule oneDoorToTheNetwork =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("QdrantCalls")
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleNameStartingWith("QdrantGrpcClient")
                    .because("deadlines and words for failures are given in one place");

    @ArchTest
    static final ArchRule doesNotKnowTheStandIn =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.fumikura.localstack..")
                    .because("nothing but tests and dev.sh depends on local-stack");
}
