package io.fumikura.cli.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The Chromium and its driver that are installed, without a window. Both are named, so that
 * Selenium looks for neither and its manager, which would download them, is never started.
 */
final class Browser implements AutoCloseable {
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 900;

    private final ChromeDriverService service;
    private final ChromeDriver driver;

    private Browser(ChromeDriverService service, ChromeDriver driver) {
        this.service = service;
        this.driver = driver;
    }

    /** Why no browser can be started here; empty where one can. */
    static Optional<String> missing() {
        return Stream.of("chromium", "chromedriver")
                .filter(tool -> installed(tool).isEmpty())
                .map(tool -> tool + " is not installed")
                .findFirst();
    }

    static Browser start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed("chromium").orElseThrow());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--window-size=" + WIDTH + "," + HEIGHT);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(installed("chromedriver").orElseThrow())
                        .usingAnyFreePort()
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(20));
        return new Browser(service, driver);
    }

    ChromeDriver driver() {
        return driver;
    }

    private static Optional<File> installed(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    @Override
    public void close() {
        driver.quit();
        service.close();
    }
}
