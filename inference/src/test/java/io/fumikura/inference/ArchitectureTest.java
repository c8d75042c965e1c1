package io.fumikura.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.fumikura.inference",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONNX_HAS_ONE_DOOR =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..inference.onnx..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("ai.onnxruntime..")
                    .because("native memory is opened and closed in one package");

    @ArchTest
    static final ArchRule THE_TOKENISER_HAS_ONE_DOOR =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..inference.text..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("ai.djl..")
                    .because("the switches that keep it offline are set in one package");

    @ArchTest
    static final ArchRule NO_TOKENISER_FROM_THE_HUB =
            noClasses()
                    .should()
                    .callMethod(HuggingFaceTokenizer.class, "newInstance", String.class)
                    .orShould()
                    .callMethod(
                            HuggingFaceTokenizer.class,
                            "newInstance",
                            String.class,
                            java.util.Map.class)
                    .because("a name is looked up on the hub, even when the library is offline");

    @ArchTest
    static final ArchRule NO_FRAMEWORK =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.quarkus..",
                            "jakarta..",
                            "io.smallrye..",
                            "io.vertx..",
                            "io.fumikura.contract..")
                    .because("whoever has another server wants this module alone");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.fumikura.inference.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("text, batches and sessions are understood one at a time");
}
