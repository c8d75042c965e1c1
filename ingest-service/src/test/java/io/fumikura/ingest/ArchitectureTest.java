package io.fumikura.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.fumikura.ingest",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule parsersAndChunkerArePlain =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..ingest.parse..",
                            "..ingest.chunk..",
                            "..ingest.blob..",
                            "..ingest.ocr..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.quarkus..",
                            "io.smallrye..",
                            "io.vertx..",
                            "jakarta..",
                            "org.hibernate..")
                    .because("they compute on files and values and are tested in milliseconds");

    @ArchTest
    static final ArchRule restClientsStayBehindTheirPort =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..ingest.index..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.quarkus.rest.client..", "org.eclipse.microprofile.rest.client..")
                    .because("nothing a REST client throws may leave its adapter");

    @ArchTest
    static final ArchRule theHttpClientStaysBehindItsPort =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..ingest.ocr")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.net.http..")
                    .because("nothing an HTTP client throws may leave its adapter");

    @ArchTest
    static final ArchRule theS3ClientStaysBehindItsPort =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..ingest.s3..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon..")
                    .because(
                            "its settings, exceptions and default ways out are tamed in one place");

    @ArchTest
    static final ArchRule routesStayThin =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Resource")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.hibernate..", "org.apache.kafka..", "io.fumikura.index..")
                    .because("a resource translates between HTTP and a plain class");

    @ArchTest
    static final ArchRule noOtherService =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.fumikura.query..",
                            "io.fumikura.embedding..",
                            "io.fumikura.reranker..",
                            "io.fumikura.localstack..")
                    .because("services meet over the wire only");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.fumikura.ingest.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("each package can be read without the ones that use it");

    @ArchTest static final ArchRule noFieldInjection = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule subPackagesDoNotKnowTheRim =
            noClasses()
                    .that()
                    .resideInAPackage("io.fumikura.ingest.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.fumikura.ingest")
                    .because("routes, channels and settings depend on the work, not the other way");

    @ArchTest
    static final ArchRule beansArePutTogetherInOnePlace =
            classes()
                    .that()
                    .resideInAPackage("io.fumikura.ingest.*..")
                    .should()
                    .notBeAnnotatedWith("jakarta.enterprise.context.ApplicationScoped")
                    .andShould()
                    .notBeAnnotatedWith("jakarta.inject.Singleton")
                    .because("IngestBeans is where CDI meets the plain classes");
}
