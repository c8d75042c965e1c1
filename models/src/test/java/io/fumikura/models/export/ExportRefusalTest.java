package io.fumikura.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.models.Fixtures;
import io.fumikura.models.checkpoint.BadCheckpoint;
import io.fumikura.models.checkpoint.TokenizerFile.Specials;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be exported is refused with the file and the reason, and leaves no model behind. */
class ExportRefusalTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir Path temp;

    private Path from = Path.of("");
    private Path to = Path.of("");

    @BeforeEach
    void copy() {
        from = Fixtures.copy("embedder-plain", temp);
        to = temp.resolve("exported");
    }

    @Test
    void anotherArchitecture() throws IOException {
        edit("config.json", config -> config.putArray("architectures").add("BertModel"));

        refuses("config.json: the architecture is BertModel");
    }

    @Test
    void aFieldThatChangesTheComputation() throws IOException {
        edit("config.json", config -> config.put("attention_bias", true));
        refuses("attention_bias is true, only false");

        edit(
                "config.json",
                config -> config.put("attention_bias", false).put("hidden_act", "gelu"));
        refuses("hidden_act is gelu, only silu");

        edit("config.json", config -> config.put("hidden_act", "silu"));
        edit("config.json", config -> config.putObject("rope_scaling").put("rope_type", "yarn"));
        refuses("rope_scaling has the type yarn");
    }

    @Test
    void aFieldThatIsMissing() throws IOException {
        edit("config.json", config -> config.remove("hidden_size"));

        refuses("hidden_size is missing");
    }

    @Test
    void weightsOfAnotherShape() throws IOException {
        edit("config.json", config -> config.put("intermediate_size", 80));

        refuses("has the shape [72, 48], config.json needs [80, 48]");
    }

    @Test
    void moreLayersThanTheWeightsHave() throws IOException {
        edit("config.json", config -> config.put("num_hidden_layers", 3));

        refuses("it holds other weights than config.json says");
    }

    @Test
    void weightsThatWereNotCopiedWhole() throws IOException {
        Path weights = from.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, whole.length - 100));

        refuses("was the file copied whole?");
    }

    @Test
    void weightsThatAreNone() throws IOException {
        Files.writeString(from.resolve("model.safetensors"), "version https://git-lfs");
        refuses("model.safetensors: it is not a safetensors file");

        Files.delete(from.resolve("model.safetensors"));
        refuses("model.safetensors: the file is missing");
    }

    @Test
    void aNumberThatHalfPrecisionCannotHold() throws IOException {
        Path weights = from.resolve("model.safetensors");
        byte[] content = Files.readAllBytes(weights);
        // the first number of the first tensor as bfloat16: 2^17
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int first = Long.BYTES + Math.toIntExact(bytes.getLong(0));
        bytes.putShort(first, (short) 0x4800);
        Files.write(weights, content);

        assertThatThrownBy(() -> export(Precision.FP16, Optional.empty(), Optional.empty()))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("fp16 has no place for 131072");
        assertThat(to.resolve("model.json")).doesNotExist();
    }

    @Test
    void aTokeniserWhoseFilesDisagreeUntilSomebodyDecides() throws IOException {
        edit("tokenizer_config.json", config -> config.put("add_eos_token", true));
        refuses("it puts none around a text, tokenizer_config.json says eos");

        export(Precision.FP32, Optional.empty(), Optional.of(Specials.EOS));
        ModelFolder folder = ModelFolder.verify(to);
        assertThat(folder.manifest().golden())
                .isNotEmpty()
                .allSatisfy(golden -> assertThat(golden.tokenIds()).endsWith(2L));
    }

    @Test
    void aTokeniserOfAnotherModel() throws IOException {
        Path models = Path.of(System.getProperty("fumikura.root", ".."), "models");
        Files.copy(
                models.resolve("mini-embedding/tokenizer.json"),
                from.resolve("tokenizer.json"),
                StandardCopyOption.REPLACE_EXISTING);

        refuses("the model knows 900; does it belong to this model?");
    }

    @Test
    void aFolderThatHoldsSomethingElse() throws IOException {
        Files.createDirectories(to);
        Files.writeString(to.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> export(Precision.FP32, Optional.empty(), Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("thesis.txt");
        assertThat(to.resolve("thesis.txt")).hasContent("mine");
    }

    @Test
    void moreTokensThanTheModelTakes() {
        assertThatThrownBy(() -> export(Precision.FP32, Optional.of(513), Optional.empty()))
                .isInstanceOf(BadCheckpoint.class)
                .hasMessageContaining("--max-tokens is 513, the model takes 1 to 512");
    }

    @Test
    void aFailedExportOverAGoodOneLeavesNoModel() throws IOException {
        export(Precision.FP32, Optional.empty(), Optional.empty());
        Files.write(
                from.resolve("model.safetensors"),
                new byte[8],
                StandardOpenOption.TRUNCATE_EXISTING);

        refuses("safetensors");
        assertThat(to.resolve("model.json")).doesNotExist();
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> export(Precision.FP32, Optional.empty(), Optional.empty()))
                .isInstanceOf(BadCheckpoint.class)
                .hasMessageContaining(message);
    }

    private void export(
            Precision precision, Optional<Integer> maxTokens, Optional<Specials> specials)
            throws IOException {
        Export.Origin nobody =
                new Export.Origin(Optional.empty(), Optional.empty(), Optional.empty());
        new Export(new Export.Order(from, to, precision, maxTokens, specials, nobody), line -> {})
                .run();
    }

    private void edit(String file, Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(from.resolve(file).toFile());
        change.accept(json);
        MAPPER.writeValue(from.resolve(file).toFile(), json);
    }
}
