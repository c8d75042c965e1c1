package io.fumikura.localstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fumikura.localstack", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule standsInForServersOnly =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.fumikura.index..", "io.quarkus..", "jakarta..")
                    .because("chunk-index is tested against this, and services run beside it");

    @ArchTest
    static final ArchRule theStoreDoesNotKnowTheStack =
            noClasses()
                    .that()
                    .resideInAPackage("..qdrant..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.fumikura.localstack", "org.apache.kafka..", "kafka..")
                    .because("tests of the index start the store alone");

    @ArchTest
    static final ArchRule luceneStaysInTheStore =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..qdrant..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.lucene..")
                    .because("only the store keeps an index");
}
