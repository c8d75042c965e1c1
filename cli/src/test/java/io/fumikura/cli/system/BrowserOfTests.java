package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.cli.stack.Component;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One browser for all tests of a class, which start with the page as a newcomer has it and must
 * leave no error in its console. Where no browser is installed the tests skip and say so.
 */
final class BrowserOfTests
        implements ExecutionCondition, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(BrowserOfTests.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = Browser.missing();
        if (missing.isPresent() && context.getTestMethod().isEmpty()) {
            System.out.println("skipped: the web page is not tried, because " + missing.get());
        }
        return missing.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("a browser is installed"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        WebPage page = page(context);
        page.speak("en");
        page.prefer("light");
        page.openAnew();
        page.errors();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            assertThat(page(context).errors()).isEmpty();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == WebPage.class;
    }

    @Override
    public WebPage resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return page(context);
    }

    private static WebPage page(ExtensionContext context) {
        Browser browser =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(Browser.class, key -> Browser.start(), Browser.class);
        RunningSystem system = SharedSystem.of(context);
        return new WebPage(browser.driver(), system.uri(Component.QUERY, "/"));
    }
}
