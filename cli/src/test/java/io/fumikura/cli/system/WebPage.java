package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The web page as a reader has it before them. */
final class WebPage {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final int MOST_TABS = 60;

    private final ChromeDriver driver;
    private final URI address;

    WebPage(ChromeDriver driver, URI address) {
        this.driver = driver;
        this.address = address;
    }

    /** As a reader has it who comes for the first time. */
    WebPage openAnew() {
        open("");
        run("localStorage.clear()");
        driver.navigate().refresh();
        find("#question");
        return this;
    }

    WebPage open(String view) {
        driver.get(address.resolve("/#/" + view).toString());
        find("main h1");
        return this;
    }

    WebElement find(String selector) {
        return waitFor(ExpectedConditions.presenceOfElementLocated(By.cssSelector(selector)));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text(String selector) {
        return find(selector).getText();
    }

    void awaitGone(String selector) {
        waitFor(ExpectedConditions.numberOfElementsToBe(By.cssSelector(selector), 0));
    }

    void awaitText(String selector, String text) {
        waitFor(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text));
    }

    <T> T waitFor(ExpectedCondition<T> condition) {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE, GLANCE);
        wait.withMessage(() -> condition + " on a page that says: " + said());
        return Objects.requireNonNull(wait.until(condition));
    }

    void click(String selector) {
        waitFor(ExpectedConditions.elementToBeClickable(By.cssSelector(selector))).click();
    }

    private String said() {
        return driver.findElement(By.tagName("body")).getText();
    }

    void ask(String question) {
        WebElement box = find("#question");
        box.clear();
        box.sendKeys(question, Keys.ENTER);
        find("main > .turn.answered");
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressTogether(Keys held, CharSequence key) {
        new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    /** Goes from element to element until one that matches has the focus. */
    void tabTo(String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (hasFocus(selector)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the Tab key does not get to " + selector);
    }

    void drop(String name, String content) {
        run(
                """
                const bytes = Uint8Array.from(atob(arguments[1]), (c) => c.charCodeAt(0));
                const files = new DataTransfer();
                files.items.add(new File([bytes], arguments[0]));
                for (const kind of ['dragover', 'drop']) {
                  document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: files, bubbles: true, cancelable: true}));
                }
                """,
                name,
                Base64.getEncoder().encodeToString(content.getBytes(UTF_8)));
    }

    @Nullable Object run(String script, Object... values) {
        return driver.executeScript(script, values);
    }

    List<String> strings(String script) {
        return ((List<?>) Objects.requireNonNull(run(script)))
                .stream().map(String::valueOf).toList();
    }

    /** What an asynchronous function with this body resolves to. */
    Object await(String script, Object... values) {
        return Objects.requireNonNull(
                driver.executeAsyncScript(
                        "const done = arguments[arguments.length - 1]; (async () => {"
                                + script
                                + "})().then(done, (e) => done('failed: ' + e));",
                        values));
    }

    /** What is wrong with the page as it stands for somebody who sees or moves in another way. */
    List<String> seriousViolations() {
        run(resource("/axe.min.js"));
        Object found =
                await(
                        """
                        const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
                        const result = await axe.run(document, {runOnly: rules});
                        return result.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
                          .flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target + ' ' + n.failureSummary));
                        """);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    void awaitFocus(String selector) {
        waitFor(driver -> hasFocus(selector));
    }

    private boolean hasFocus(String selector) {
        return Boolean.TRUE.equals(
                run("return document.activeElement.matches(arguments[0])", selector));
    }

    /** Whether an element lies within the part of the source panel that is scrolled to. */
    boolean inView(String selector) {
        return Boolean.TRUE.equals(
                run(
                        """
                        const one = document.querySelector(arguments[0]).getBoundingClientRect();
                        const sheet = document.querySelector('#source .sheet').getBoundingClientRect();
                        return one.top >= sheet.top && one.bottom <= sheet.bottom;
                        """,
                        selector));
    }

    String language() {
        return String.valueOf(run("return document.documentElement.lang"));
    }

    /** What the browser wrote into its console as errors since it was last asked. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Which language the browser asks pages for. */
    void speak(String language) {
        driver.executeCdpCommand(
                "Emulation.setUserAgentOverride",
                Map.of(
                        "userAgent",
                        String.valueOf(run("return navigator.userAgent")),
                        "acceptLanguage",
                        language));
    }

    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static String resource(String name) {
        try (InputStream script = WebPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(script, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
