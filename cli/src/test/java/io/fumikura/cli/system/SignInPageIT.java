package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.cli.Fumikura;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.stack.Component;
import io.fumikura.contract.ingest.DocumentState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The whole system where everybody needs a key: services among one another, programs, people. */
class SignInPageIT {
    private static final String FACT = "The Osprey archive closes at five on Mondays.";

    private static @Nullable RunningSystem started;
    private static String key = "";

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("keys.yaml");
        StringWriter said = new StringWriter();
        int code =
                Fumikura.commandLine()
                        .setOut(new PrintWriter(said))
                        .execute(
                                "keys",
                                "add",
                                "reader",
                                "--scopes",
                                "search,ingest",
                                "--file",
                                file.toString());
        assertThat(code).isZero();
        key = said.toString().strip();
        started =
                RunningSystem.start(
                        folder.resolve("data"),
                        Map.of(
                                "FUMIKURA_ACCESS",
                                "credentials",
                                "ACCESS_KEYS_FILE",
                                file.toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    private static RunningSystem system() {
        return Objects.requireNonNull(started);
    }

    private static FumikuraClient client(@Nullable String with) {
        return new FumikuraClient(
                system().settings().url(Component.INGEST),
                system().settings().url(Component.QUERY),
                with);
    }

    private static void bring(FumikuraClient reader) {
        UUID id = UUID.randomUUID();
        reader.uploadText(id, "archive.txt", FACT);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> reader.document(id).state() == DocumentState.INDEXED);
    }

    @Test
    void aDocumentComesInAndIsFoundWithAKeyAndNotWithoutOne() throws IOException {
        try (FumikuraClient nobody = client(null);
                FumikuraClient reader = client(key)) {
            assertThatThrownBy(() -> nobody.uploadText(UUID.randomUUID(), "archive.txt", FACT))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("credential");
            bring(reader);

            assertThat(reader.search(Map.of("query", "Osprey archive")))
                    .contains("five on Mondays");
            assertThatThrownBy(() -> reader.operate("GET", "/v1/dead-letters"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("does not allow");
        }
    }

    @Test
    void aReaderSignsInWithTheKeyboardAloneAndOutAgain() throws IOException {
        assumeThat(Browser.missing()).isEmpty();
        try (FumikuraClient reader = client(key)) {
            bring(reader);
        }
        try (Browser browser = Browser.start()) {
            WebPage page =
                    new WebPage(browser.driver(), system().uri(Component.QUERY, "/")).openAnew();
            page.find("#sign-in[open]");
            page.awaitFocus("#key");
            assertThat(page.seriousViolations()).isEmpty();

            page.press("fk_nobody_x", Keys.ENTER);
            page.awaitText("#sign-in-problem", page.language().equals("ja") ? "有効" : "not valid");
            page.awaitFocus("#key");
            page.press(key, Keys.ENTER);
            page.awaitGone("#sign-in[open]");
            assertThat(page.run("return document.cookie")).as("no script reads it").isEqualTo("");
            page.ask("When does the Osprey archive close?");

            page.click("#sign-out");
            page.find("#sign-in[open]");
        }
    }
}
