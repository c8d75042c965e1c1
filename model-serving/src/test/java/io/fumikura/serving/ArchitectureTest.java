package io.fumikura.serving;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.fumikura.serving",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest static final ArchTests OF_EVERY_SERVICE = ArchTests.in(ModelServiceRules.class);

    @ArchTest
    static final ArchRule KNOWS_NO_KAFKA_AND_CALLS_NOBODY =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka..",
                            "io.smallrye.reactive.messaging..",
                            "org.eclipse.microprofile.reactive.messaging..",
                            "jakarta.ws.rs.client..",
                            "org.eclipse.microprofile.rest.client..",
                            "java.net.http..")
                    .because("how work comes in and where it goes is each service's own");

    @ArchTest
    static final ArchRule KNOWS_NO_SERVICE =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.fumikura..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    "io.fumikura.serving..",
                                                    "io.fumikura.contract..",
                                                    "io.fumikura.inference..")))
                    .because("a service uses this module, never the other way round");
}
