package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalPageTest {
    @Test
    void showsTheFiguresThePlotsAndTheChangedQuestions() throws IOException {
        EvalReport report = Reports.foundAt(1, 1, 2).comparedWith(Reports.foundAt(1, 3, 2));

        String page = EvalPage.html(report);

        assertThat(page)
                .contains("ndcg@10", "hybrid+rerank", "embedding: model_id mini")
                .contains("<svg", "<circle", "<polyline", "class=\"better\"")
                .contains("0.500", "1.000", "q1 +0.500");
        assertThat(page).as("texts are escaped").contains("&lt;b&gt;何&lt;/b&gt; &amp; q1");
        assertThat(page).as("nothing is fetched").doesNotContain("http", "src=", "href", "@import");
    }

    @Test
    void hasNoComparisonWithoutAnEarlierReport() throws IOException {
        assertThat(EvalPage.html(Reports.foundAt(1, 4))).doesNotContain("Difference to");
    }

    @Test
    void aReportIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
        EvalReport report = Reports.foundAt(1, 2).comparedWith(Reports.foundAt(2, 2));
        Path file = folder.resolve("eval.json");

        report.write(file);

        assertThat(EvalReport.read(file)).usingRecursiveComparison().isEqualTo(report);
    }

    @Test
    void theTableHasALineForEachSetAndModeAndForEachDifference() {
        EvalReport report = Reports.foundAt(1, 1, 2).comparedWith(Reports.foundAt(1, 3, 2));

        assertThat(EvalTable.lines(report))
                .anyMatch(line -> line.startsWith("set (12, 3)") && line.contains("0.8770 .631"))
                .anyMatch(line -> line.startsWith("set (3)") && line.contains("+1 −0"));
    }
}
