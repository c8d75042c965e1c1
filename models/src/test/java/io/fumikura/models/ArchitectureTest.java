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
    static final ArchRule VERIFYING_NEEDS_NO_RUNTIME =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.fumikura.inference",
                            "io.fumikura.inference.onnx..",
                            "io.fumikura.inference.text..",
                            "io.fumikura.inference.batch..")
                    .because("the native libraries are left out of this command line");

    @ArchTest
    static final ArchRule NO_FRAMEWORK =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "jakarta..", "io.fumikura.contract..")
                    .because("it runs in image builds, from a few small jars");
}
