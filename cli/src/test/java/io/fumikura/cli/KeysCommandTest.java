package io.fumikura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.access.key.ApiKey;
import io.fumikura.access.key.KeyFile;
import io.fumikura.access.key.KeyText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {
    @TempDir Path folder;

    private final StringWriter said = new StringWriter();

    private int keys(String... words) {
        said.getBuffer().setLength(0);
        String[] all = new String[words.length + 3];
        all[0] = "keys";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--file";
        all[words.length + 2] = file().toString();
        CommandLine line = Fumikura.commandLine();
        return line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said)).execute(all);
    }

    private Path file() {
        return folder.resolve("made/keys.yaml");
    }

    @Test
    void printsAKeyOnceAndKeepsItsHashOnly() throws IOException {
        int code =
                keys(
                        "add",
                        "payroll",
                        "--tenant",
                        "hr",
                        "--scopes",
                        "search,ingest",
                        "--groups",
                        "人事",
                        "--expires",
                        "2027-03-31",
                        "--requests-per-minute",
                        "30");

        assertThat(code).as(said.toString()).isZero();
        KeyText text = KeyText.of(said.toString().strip()).orElseThrow();
        ApiKey key = KeyFile.read(file()).get(0);
        assertThat(key.sha256()).isEqualTo(text.sha256());
        assertThat(key.caller().tenant()).isEqualTo("hr");
        assertThat(key.caller().groups()).containsExactly("人事");
        assertThat(Files.readString(file())).doesNotContain(text.text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void listsAndRevokes() {
        keys("add", "one", "--scopes", "search");
        keys("add", "two", "--scopes", "ingest");

        keys("list");
        assertThat(said.toString()).contains("one", "scopes search", "two", "tenant default");
        assertThat(keys("revoke", "one")).isZero();
        assertThat(KeyFile.read(file())).extracting(ApiKey::id).containsExactly("two");
        assertThat(keys("revoke", "one")).isEqualTo(Fumikura.FAILED);
        assertThat(said.toString()).contains("there is no key 'one'");
    }

    @Test
    void saysWhatIsWrong() {
        keys("add", "one", "--scopes", "search");

        assertThat(keys("add", "one", "--scopes", "search")).isEqualTo(Fumikura.FAILED);
        assertThat(said.toString()).contains("already");
        assertThat(keys("add", "two", "--scopes", "root")).isEqualTo(Fumikura.FAILED);
        assertThat(said.toString()).contains("no scope is called 'root'");
        assertThat(KeyFile.read(file())).hasSize(1);
    }
}
