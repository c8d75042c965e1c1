package io.fumikura.ocr;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fumikura.ocr", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule IS_PLAIN_JAVA =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.quarkus..",
                            "jakarta..",
                            "io.smallrye..",
                            "io.vertx..",
                            "io.fumikura.contract..")
                    .because("a service, a command and image builds use it alike");

    @ArchTest
    static final ArchRule KNOWS_NO_RUNTIME =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("ai.onnxruntime..")
                    .because("native memory is opened and closed in inference.onnx");

    @ArchTest
    static final ArchRule GEOMETRY_AND_PIXELS_KNOW_NO_STAGE =
            noClasses()
                    .that()
                    .resideInAnyPackage("..ocr.geometry..", "..ocr.image..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..ocr.detect..",
                            "..ocr.recognise..",
                            "..ocr.layout..",
                            "..ocr.table..",
                            "..ocr.profile..",
                            "..ocr.engine..")
                    .because("the stages are built on them");

    @ArchTest
    static final ArchRule LAYOUT_SEES_NO_PIXEL =
            noClasses()
                    .that()
                    .resideInAPackage("..ocr.layout..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..ocr.image..", "io.fumikura.inference..")
                    .because("its order is tested with true boxes, and used with another engine's");

    @ArchTest
    static final ArchRule THE_PORT_KNOWS_NO_ENGINE =
            noClasses()
                    .that()
                    .resideInAPackage("io.fumikura.ocr")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..ocr.engine..", "..ocr.profile..", "..ocr.recognise..")
                    .because("another engine stands behind the same port");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.fumikura.ocr.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("stages are understood one at a time");
}
