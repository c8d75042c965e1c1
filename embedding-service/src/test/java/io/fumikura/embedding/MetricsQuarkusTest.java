package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.serving.MetricsContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(MiniatureModel.class)
class MetricsQuarkusTest {
    private static final String CALL = "application=\"embedding-service\",lane=\"interactive\"";

    @BeforeEach
    void call() {
        embed("猫").statusCode(200);
        embed("江戸。".repeat(1000)).statusCode(200);
        embed(" ").statusCode(400);
    }

    @Test
    void whatTheDashboardAsksForIsExposed() throws IOException {
        new MetricsContract(scrape()).everyNameOfTheDashboardIsExposed(Set.of());
    }

    @Test
    void everyMetricIsInTheTable() throws IOException {
        new MetricsContract(scrape()).theTableIsComplete("embedding");
    }

    @Test
    void aCallIsMeasuredInEveryStageOfItsLane() {
        double before = value("fumikura_call_duration_seconds_count{" + CALL + "}");

        embed("犬").statusCode(200);

        assertThat(value("fumikura_call_duration_seconds_count{" + CALL + "}") - before)
                .isEqualTo(1);
        for (String stage : new String[] {"tokenise", "queue", "inference"}) {
            String labels = CALL + ",stage=\"" + stage + "\"";
            assertThat(value("fumikura_stage_duration_seconds_count{" + labels + "}"))
                    .isEqualTo(before + 1);
            assertThat(value("fumikura_stage_duration_seconds_bucket{" + labels + ",le=\"30.0\"}"))
                    .isEqualTo(before + 1);
        }
    }

    @Test
    void fillAndPaddingAreParts() {
        String scrape = scrape();

        for (String ratio : new String[] {"fumikura_batch_fill", "fumikura_batch_padding"}) {
            assertThat(value(scrape, ratio + "_ratio_count{" + CALL + "}")).isPositive();
            assertThat(value(scrape, ratio + "_ratio_sum{" + CALL + "}"))
                    .isBetween(0.0, value(scrape, ratio + "_ratio_count{" + CALL + "}"));
        }
        assertThat(value(scrape, "fumikura_batch_fill_ratio_sum{" + CALL + "}")).isPositive();
        assertThat(value(scrape, "fumikura_batch_fill_ratio_bucket{" + CALL + ",le=\"1.0\"}"))
                .isEqualTo(value(scrape, "fumikura_batch_fill_ratio_count{" + CALL + "}"));
    }

    @Test
    void whatIsCutAndWhatFailsIsCountedByReason() {
        assertThat(value("fumikura_inputs_truncated_total{" + CALL + "}")).isPositive();
        assertThat(value("fumikura_calls_failed_total{" + CALL + ",reason=\"empty_input\"}"))
                .isPositive();
        assertThat(value("fumikura_calls_failed_total{" + CALL + ",reason=\"lane_full\"}"))
                .isZero();
    }

    private static double value(String sample) {
        return value(scrape(), sample);
    }

    private static double value(String scrape, String sample) {
        return scrape.lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(sample + " is not exposed"));
    }

    private static String scrape() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    private static ValidatableResponse embed(String text) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("inputs", text))
                .post("/embed")
                .then();
    }
}
