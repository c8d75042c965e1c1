package io.fumikura.cli.outbound;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which classes of all modules may open a connection, and what none may use. */
class ConnectionsTest {
    /** Each calls an address that is configured. */
    private static final String[] MAY_CONNECT = {
        "io\\.fumikura\\.access\\.http\\.OutgoingCredential",
        "io\\.fumikura\\.cli\\.client\\.FumikuraClient.*",
        "io\\.fumikura\\.cli\\.load\\.(LoadClient|FaultyLink).*",
        "io\\.fumikura\\.cli\\.stack\\.Readiness.*",
        "io\\.fumikura\\.index\\.QdrantCalls.*",
        "io\\.fumikura\\.ingest\\.index\\.(EmbeddingRestClient|RemoteEmbeddingModel|RemoteTokenCounter).*",
        "io\\.fumikura\\.ingest\\.ocr\\.(OcrServiceClient|BoundedBody|RetryAfter).*",
        "io\\.fumikura\\.ingest\\.s3\\.S3Server.*",
        "io\\.fumikura\\.query\\.QueryPools.*",
        "io\\.fumikura\\.query\\.answer\\.Ollama.*",
        "io\\.fumikura\\.query\\.embed\\.(EmbeddingRestClient|RemoteQueryEmbedder).*",
        "io\\.fumikura\\.query\\.front\\.FrontDoor.*",
        "io\\.fumikura\\.query\\.pages\\.(PagesRestClient|RemoteDocumentPages).*",
        "io\\.fumikura\\.query\\.rerank\\.(RerankRestClient|RemotePassageReranker).*"
    };

    /** Switches DTDs and entities off and refuses parts that have any; cli/airgap tempts it. */
    private static final String READS_XML_WITHOUT_FETCHING =
            "io\\.fumikura\\.ingest\\.parse\\.office\\.XmlCursor.*";

    private static JavaClasses classes;

    @BeforeAll
    static void readTheClassesOfAllModules() throws IOException {
        classes = new ClassFileImporter().importPaths(Modules.compiled());
        assertThat(classes).hasSizeGreaterThan(200);
    }

    @Test
    void onlyTheClientsConnect() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching(String.join("|", MAY_CONNECT))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "java.net.http..",
                                                "java.rmi..",
                                                "javax.naming..",
                                                "javax.net..",
                                                "org.apache.hc..",
                                                "org.apache.http..",
                                                "okhttp3..",
                                                "io.vertx.ext.web.client..",
                                                "jakarta.ws.rs.client..",
                                                "io.quarkus.rest.client..",
                                                "org.eclipse.microprofile.rest.client..",
                                                "dev.langchain4j.http.client..",
                                                "dev.langchain4j.model.ollama..")
                                        .or(
                                                nameMatching(
                                                        "java\\.net\\.(\\w*URLConnection|Socket|\\w*DatagramSocket|MulticastSocket)"
                                                                + "|java\\.nio\\.channels\\.(Asynchronous)?(Socket|Datagram)Channel"
                                                                + "|io\\.vertx\\.core\\.(http\\.HttpClient\\w*|net\\.NetClient\\w*|datagram\\..*|dns\\..*)"
                                                                + "|io\\.grpc\\..*Channel(Builder)?")))
                        .because(
                                "what leaves a process goes through a client that calls a configured"
                                        + " address; if this is one, list it in MAY_CONNECT"));
    }

    @Test
    void nobodyOpensWhatAUrlNames() {
        check(
                noClasses()
                        .should()
                        .callMethod(URL.class, "openStream")
                        .orShould()
                        .callMethod(URL.class, "openConnection")
                        .orShould()
                        .callMethod(URL.class, "getContent")
                        .orShould()
                        .dependOnClassesThat(
                                nameMatching("org\\.jsoup\\.(Connection|helper\\.Http.*)"))
                        .because("a document or a setting could name any machine"));
    }

    @Test
    void nobodyAsksForTheNameOfAMachine() {
        check(
                noClasses()
                        .should()
                        .callMethod(InetAddress.class, "getLocalHost")
                        .orShould()
                        .callMethod(InetAddress.class, "getByName", String.class)
                        .orShould()
                        .callMethod(InetAddress.class, "getAllByName", String.class)
                        .orShould()
                        .callMethod(InetAddress.class, "getCanonicalHostName")
                        .because("that asks a name server, for this machine's own name too"));
    }

    @Test
    void nobodySendsTracesOnItsOwn() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                        "io.opentelemetry.sdk..",
                                        "io.opentelemetry.exporter..",
                                        "io.quarkus.opentelemetry.runtime.exporter.."))
                        .because(
                                "the framework makes the exporter, and only where an endpoint is"
                                        + " configured; ours make spans with the API"));
    }

    @Test
    void ofTheTokeniserLibraryOnlyTheTokeniserIsUsed() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("ai.djl..")
                                        .and(
                                                com.tngtech.archunit.base.DescribedPredicate.not(
                                                        resideInAPackage(
                                                                "ai.djl.huggingface.tokenizers.."))))
                        .because("the rest of it fetches models and reports use"));
    }

    @Test
    void noTokeniserIsLookedUpByName() {
        check(
                noClasses()
                        .should()
                        .callMethod(
                                "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer",
                                "newInstance",
                                "java.lang.String")
                        .orShould()
                        .callMethod(
                                "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer",
                                "newInstance",
                                "java.lang.String",
                                "java.util.Map")
                        .because(
                                "a name is looked up on the hub, even when the library is offline"));
    }

    @Test
    void nobodyParsesXmlWithAParserThatFetchesWhatItNames() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching(READS_XML_WITHOUT_FETCHING)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("javax.xml..", "org.xml.sax..")
                        .because(
                                "by default it fetches the DTDs and entities that a document names;"
                                        + " whoever needs one adds a tempting document to cli/airgap"));
    }

    private static void check(ArchRule rule) {
        rule.check(classes);
    }
}
