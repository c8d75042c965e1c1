package io.fumikura.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.ParsedDocument;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvParserTest {
    @TempDir Path folder;

    @Test
    void makesARowOfEachRecordAndAHeaderOfTheFirst() throws IOException {
        ParsedDocument document =
                read("店舗名,備考\n札幌,\"駅前, 地下\n1階\"\n\n仙台,\"「本店」\"\"旧\"\"\"\n", StandardCharsets.UTF_8);

        Block.Table table = (Block.Table) Limits.blocks(document).get(0);
        assertThat(table.headerRows()).isEqualTo(1);
        assertThat(Limits.texts(table))
                .containsExactly("店舗名 | 備考", "札幌 | 駅前, 地下 1階", "仙台 | 「本店」\"旧\"");
    }

    @Test
    void findsOutWhatSeparatesAndHowItIsEncoded() throws IOException {
        Charset shiftJis = Charset.forName("windows-31j");

        assertThat(Limits.blocks(read("品名;価格\n机;9,800\n", shiftJis)))
                .flatExtracting(Limits::texts)
                .containsExactly("品名 | 価格", "机 | 9,800");
        assertThat(Limits.blocks(read("品名\t価格\n机\t9,800\n", shiftJis)))
                .flatExtracting(Limits::texts)
                .containsExactly("品名 | 価格", "机 | 9,800");
    }

    @Test
    void turnsThePageOfALongTableAndRepeatsItsHeader() throws IOException {
        ParsedDocument document = read("a,b\n" + "1,2\n".repeat(2_000), StandardCharsets.UTF_8);

        assertThat(document.pages()).hasSize(3);
        assertThat(document.pages())
                .allSatisfy(
                        page ->
                                assertThat(Limits.texts(page.blocks().get(0)))
                                        .startsWith("a | b", "1 | 2"));
        assertThat(
                        Limits.blocks(document).stream()
                                .mapToInt(table -> table.lines().size() - 1)
                                .sum())
                .isEqualTo(2_000);
    }

    @Test
    void takesAHeaderAloneForATable() throws IOException {
        assertThat(Limits.blocks(read("a,b\n", StandardCharsets.UTF_8)))
                .flatExtracting(Limits::texts)
                .containsExactly("a | b");
    }

    private ParsedDocument read(String csv, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), csv.getBytes(charset));
        return Limits.read(new CsvParser(','), file);
    }
}
