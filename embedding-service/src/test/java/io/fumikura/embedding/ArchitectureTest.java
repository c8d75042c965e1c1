package io.fumikura.embedding;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.fumikura.serving.ModelServiceRules;

@AnalyzeClasses(
        packages = "io.fumikura.embedding",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest static final ArchTests OF_EVERY_MODEL_SERVICE = ArchTests.in(ModelServiceRules.class);

    @ArchTest
    static final ArchRule KAFKA_STAYS_AT_ITS_EDGE =
            noClasses()
                    .that()
                    .haveSimpleNameNotStartingWith("BulkEmbedding")
                    .and()
                    .haveSimpleNameNotStartingWith("VectorSender")
                    .and()
                    .haveSimpleNameNotStartingWith("ChunkRecord")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "io.smallrye.reactive.messaging..")
                    .because("the REST side runs without Kafka");
}
