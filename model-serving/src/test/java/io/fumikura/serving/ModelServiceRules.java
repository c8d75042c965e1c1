package io.fumikura.serving;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What holds for the classes of this module and of every service built on it. */
public final class ModelServiceRules {
    @ArchTest
    static final ArchRule NO_FIELD_INJECTION =
            noFields()
                    .should()
                    .beAnnotatedWith("jakarta.inject.Inject")
                    .because("a class says in its constructor what it needs");

    @ArchTest
    static final ArchRule MODELS_ONLY_THROUGH_INFERENCE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("ai.onnxruntime..", "ai.djl..")
                    .because("sessions and tokenisers belong to the module inference");

    @ArchTest
    static final ArchRule NOBODY_WAITS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("io.smallrye.mutiny.groups.UniAwait")
                    .because("event loops do not block");

    private ModelServiceRules() {}
}
