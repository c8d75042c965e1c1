package io.fumikura.cli.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialsTest {
    private static final String BILL =
            """
            {"bomFormat":"CycloneDX","metadata":{"component":{"bom-ref":"%1$s","name":"%1$s"}},
             "components":[
              {"bom-ref":"a","purl":"pkg:maven/g/a@1","group":"g","name":"a","version":"1",
               "licenses":[{"license":{"id":"%2$s"}},{"license":{"name":"Another"}}]},
              {"bom-ref":"tool","purl":"pkg:maven/g/tool@1","group":"g","name":"tool","version":"1",
               "properties":[{"name":"quarkus:component:scope","value":"development"}]},
              {"bom-ref":"own","purl":"pkg:maven/io.fumikura/own@1","group":"io.fumikura",
               "name":"own","version":"1"}],
             "dependencies":[{"ref":"%1$s","dependsOn":["a","tool"]},{"ref":"tool","dependsOn":["a"]}]}
            """;

    @TempDir Path root;

    @BeforeEach
    void built() throws IOException {
        for (String module : Materials.SHIPPED) {
            bill(module, "Apache-2.0");
        }
        Files.createDirectories(root.resolve("models"));
    }

    private void bill(String module, String licence) throws IOException {
        Path target = Files.createDirectories(root.resolve(module).resolve("target"));
        Files.writeString(target.resolve("sbom.json"), BILL.formatted(module, licence));
    }

    @Test
    void aBillHoldsWhatIsShippedAndNotWhatOnlyBuildsIt() throws IOException {
        Materials.read(root).write(root.resolve("sbom"));

        JsonNode bill = read("query-service.json");
        assertThat(bill.path("components").findValuesAsText("bom-ref")).containsExactly("a", "own");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("query-service");
        assertThat(bill.path("dependencies").toString())
                .isEqualTo("[{\"ref\":\"query-service\",\"dependsOn\":[\"a\"]}]");
    }

    @Test
    void theWholeHasEachPartOnce() throws IOException {
        Materials.read(root).write(root.resolve("sbom"));

        assertThat(read("fumikura.json").path("components").findValuesAsText("purl"))
                .containsExactly("pkg:maven/g/a@1", "pkg:maven/io.fumikura/own@1");
    }

    @Test
    void theSamePartsGiveTheSameBytes() throws IOException {
        Materials.read(root).write(root.resolve("one"));
        Materials.read(root).write(root.resolve("two"));

        assertThat(root.resolve("one/fumikura.json"))
                .hasSameBinaryContentAs(root.resolve("two/fumikura.json"));
    }

    @Test
    void saysWhichModuleHasNoBill() throws IOException {
        Files.delete(root.resolve("models/target/sbom.json"));

        assertThatThrownBy(() -> Materials.read(root))
                .hasMessageContaining("models/target/sbom.json is not there");
    }

    @Test
    void aPartWithoutAnAllowedLicenceIsObjectedTo() throws IOException {
        for (String module : Materials.SHIPPED) {
            bill(module, "SSPL-1.0");
        }

        assertThat(objections()).contains("g:a 1 has SSPL-1.0 or Another, which is not allowed");
    }

    @Test
    void aPartThatOffersAnAllowedLicenceIsNot() throws IOException {
        assertThat(objections()).noneMatch(objection -> objection.contains("g:a 1"));
    }

    @Test
    void whatIsAllowedForNothingIsObjectedTo() throws IOException {
        for (String module : Materials.SHIPPED) {
            bill(module, "SSPL-1.0");
        }

        assertThat(objections()).contains("Apache-2.0 is allowed, and nothing shipped has it");
    }

    private List<String> objections() throws IOException {
        return new LicenceReport(Materials.read(root), root).objections();
    }

    private JsonNode read(String file) throws IOException {
        return new ObjectMapper().readTree(root.resolve("sbom").resolve(file).toFile());
    }
}
