package io.fumikura.reranker;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.fumikura.serving.ModelServiceRules;

@AnalyzeClasses(
        packages = "io.fumikura.reranker",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest static final ArchTests OF_EVERY_MODEL_SERVICE = ArchTests.in(ModelServiceRules.class);
}
