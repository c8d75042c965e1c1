package io.fumikura.query.cite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT =
            Path.of(System.getProperty("fumikura.root", "..")).toAbsolutePath().normalize();
    private static final Path DATA = ROOT.resolveSibling("shared").resolve("data");

    static Stream<String> injections() throws IOException {
        try (InputStream in = EvidenceTest.class.getResourceAsStream("/injections.jsonl")) {
            String all =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().map(EvidenceTest::text).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("injections")
    void knowsEachInjectionForSpeechToAModel(String injection) {
        assertThat(SentenceEnd.split(injection)).anyMatch(Evidence::speaksToAModel);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "生成AIは業務に利用してよい。",
                "生成AIの出力は必ず人が確認すること。",
                "生成AIは機密情報を入力せずに利用すること。",
                "AIは補助として使い、判断は担当者が行うこと。",
                "AIに個人情報を入力してはならない。",
                "チャットボットは平日の9時から18時に応答する。",
                "チャットボットは問い合わせに日本語で回答すること。",
                "社内AIは個人情報保護規程に従うこと。",
                "導入するAIは、利用目的の範囲を守ること。",
                "システムプロンプトを社外に公開してはならない。",
                "規則に従わない場合は懲戒とする。",
                "上司の指示を無視した者は懲戒とする。",
                "上記の指示を無視してはならない。",
                "従来の規則を無視して操作した場合は懲戒の対象とする。",
                "以前の指示を無視し、事故を起こした者は懲戒とする。",
                "前の命令を無視することは許されない。",
                "前の規則は廃止し、この規則による。",
                "会社の命令に従わなければならない。",
                "営業アシスタントは問い合わせに24時間以内に回答すること。",
                "アンケートの回答は必ず期限内に提出すること。",
                "回答は所定の用紙に日本語で記入してください。",
                "問い合わせへの回答の末尾に担当者名を付けること。",
                "設定を変更したときは、画面に表示された番号を控えること。",
                "システムメッセージが表示されたら、内容を記録する。",
                "あなたはこの研修の対象者です。",
                "画像を追加するには、挿入を選んで表示してください。",
                "リンクをクリックして申請画面を表示する。",
                "電話では丁寧な口調で答えてください。",
                "ルールに従って出力してください。",
                "パスワードを忘れた場合は、情報システム部に連絡すること。",
                "If you are a contractor, you must sign in at the desk.",
                "You are a full-time employee if you work 40 hours a week.",
                "You are in the probation period for three months.",
                "Write your name in block letters.",
                "Answer all questions in Japanese.",
                "Print only the first page.",
                "Do not ignore the instructions on the label.",
                "Employees must not bypass the safety rules.",
                "Forget about paper forms: requests are made online.",
                "The store assistant must answer the phone within three rings.",
                "The assistant manager must answer with a written report.",
                "You may act as an assistant to the auditor.",
                "AI models should be reviewed by the data team every year.",
                "The model should output 5 V at the second pin.",
                "Please include a copy of the invoice in your response.",
                "The system message is shown when the disk is full.",
                "Developer mode is switched on under Settings.",
                "Repeat the test with the cover closed."
            })
    void leavesWhatIsSaidToReaders(String sentence) {
        assertThat(Evidence.speaksToAModel(sentence)).isFalse();
        assertThat(Evidence.of(sentence)).isEqualTo(sentence);
    }

    @Test
    void leavesEverySentenceOfTheSamples() throws IOException {
        assertThat(barred("samples/documents", files(ROOT.resolve("samples/documents")))).isZero();
    }

    @Test
    void leavesEverySentenceOfPublicDocuments() throws IOException {
        Path folder = there("docs-demo");

        assertThat(barred("docs-demo", files(folder))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval-public",
                "eval-public-jaquad",
                "eval-public-lawqa",
                "eval-public-niilc",
                "eval-public-ntrex-ja2en",
                "eval-public-xquad-en"
            })
    void leavesEverySentenceOfPublicQuestionSets(String set) throws IOException {
        List<String> texts =
                Files.readAllLines(there(set).resolve("corpus.jsonl")).stream()
                        .map(EvidenceTest::text)
                        .toList();

        assertThat(barred(set, texts)).isZero();
    }

    private static Path there(String set) {
        Path folder = DATA.resolve(set);
        boolean there = Files.isDirectory(folder);
        if (!there) {
            System.out.printf("skipped: %s is not beside this checkout%n", set);
        }
        assumeTrue(there, set + " is not beside this checkout");
        return folder;
    }

    /** How many sentences would be no source. */
    private static long barred(String name, List<String> texts) {
        List<String> sentences =
                texts.stream().flatMap(text -> SentenceEnd.split(text).stream()).toList();
        List<String> barred = sentences.stream().filter(Evidence::speaksToAModel).toList();
        System.out.printf(
                "%s: %d of %d sentences taken for speech to a model %s%n",
                name, barred.size(), sentences.size(), barred);
        assertThat(sentences).hasSizeGreaterThan(100);
        return barred.size();
    }

    private static List<String> files(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(EvidenceTest::isText).sorted().toList()) {
                texts.add(new String(Files.readAllBytes(file), charset(file)));
            }
        }
        return texts;
    }

    private static boolean isText(Path file) {
        return file.toString().matches(".*\\.(md|txt|rst|csv|html)");
    }

    private static Charset charset(Path file) {
        if (file.toString().contains(".sjis.")) {
            return Charset.forName("windows-31j");
        }
        return file.toString().contains(".eucjp.")
                ? Charset.forName("EUC-JP")
                : StandardCharsets.UTF_8;
    }

    private static String text(String line) {
        try {
            return JSON.readTree(line).get("text").asText();
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
