package io.fumikura.models;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.fumikura.models",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule A_CHECKPOINT_KNOWS_NO_GRAPH =
            noClasses()
                    .that()
                    .resideInAPackage("..models.checkpoint..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("ai.onnx.proto..", "..models.onnx..", "..models.export..")
                    .because("reading a model and writing one are understood one at a time");

    @ArchTest
    static final ArchRule WRITING_ONNX_KNOWS_NO_MODEL =
            noClasses()
                    .that()
                    .resideInAPackage("..models.onnx..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..models.checkpoint..", "..models.export..")
                    .because("the next architecture uses the same writer");

    @ArchTest
    static final ArchRule NO_FRAMEWORK =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "jakarta..", "io.fumikura.contract..")
                    .because("it runs in image builds, from a few small jars");
}
