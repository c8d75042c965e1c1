package io.fumikura.query;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fumikura.query", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.fumikura.query.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("a reader must be able to start somewhere");

    @ArchTest
    static final ArchRule rootOnTop =
            noClasses()
                    .that()
                    .resideInAPackage("io.fumikura.query.*..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.fumikura.query"))
                    .because("the root package puts the others together");

    @ArchTest
    static final ArchRule restClients =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.fumikura.query.embed",
                            "io.fumikura.query.pages",
                            "io.fumikura.query.rerank")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.quarkus.rest.client..", "org.eclipse.microprofile.rest.client..")
                    .because("nothing a REST client throws leaves its adapter");

    @ArchTest
    static final ArchRule langchain =
            noClasses()
                    .that()
                    .haveSimpleNameNotStartingWith("Ollama")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.langchain4j..")
                    .because("the language model is behind the port AnswerModel");

    @ArchTest
    static final ArchRule database =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.fumikura.query.conversation",
                            "io.fumikura.query.database",
                            "io.fumikura.query.log",
                            "io.fumikura.query")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus.hibernate..", "jakarta.persistence..")
                    .because("a search must not need the database");

    @ArchTest
    static final ArchRule noFieldInjection =
            fields().should()
                    .notBeAnnotatedWith("jakarta.inject.Inject")
                    .because("what a class needs stands in its constructor");
}
