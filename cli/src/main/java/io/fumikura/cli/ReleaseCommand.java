package io.fumikura.cli;

import io.fumikura.cli.release.Bundle;
import io.fumikura.cli.release.BundleContent;
import io.fumikura.cli.release.ImageArchives;
import io.fumikura.cli.release.SigningKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "release",
        description = "A signed folder to carry into a closed network, and its check over there.")
final class ReleaseCommand extends Fumikura.Subcommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(description = "Write a new pair of Ed25519 keys in PEM; no file is replaced.")
    int keygen(
            @Option(names = "--private", required = true, paramLabel = "FILE") Path privateFile,
            @Option(names = "--public", required = true, paramLabel = "FILE") Path publicFile)
            throws IOException {
        SigningKeys.write(privateFile, publicFile);
        return 0;
    }

    @Command(
            description = {
                "Put services, chart, manifests, bills of materials, licences, tools and what is"
                        + " named below into a new folder, and sign it."
            })
    int make(
            @Parameters(paramLabel = "FOLDER") Path folder,
            @Option(
                            names = "--key",
                            required = true,
                            paramLabel = "FILE",
                            description = "The private key.")
                    Path key,
            @Option(
                            names = "--image",
                            paramLabel = "NAME",
                            description = "An image to save with the engine; may be repeated.")
                    @Nullable List<String> images,
            @Option(
                            names = "--engine",
                            defaultValue = "docker",
                            description = "docker or podman (default: ${DEFAULT-VALUE}).")
                    String engine,
            @Option(
                            names = "--images",
                            paramLabel = "FOLDER",
                            description = "Archives of images that were saved already.")
                    @Nullable Path archives,
            @Option(
                            names = "--model",
                            paramLabel = "FOLDER",
                            description = "A model folder to carry; may be repeated.")
                    @Nullable List<Path> carried,
            @Option(
                            names = "--model-reference",
                            paramLabel = "FOLDER",
                            description = "One that is only named by its digest; may be repeated.")
                    @Nullable List<Path> named)
            throws IOException, InterruptedException {
        BundleContent content = new BundleContent(settings().root(), folder);
        content.copy();
        content.models(orNone(carried), orNone(named));
        if (archives != null) {
            content.images(archives);
        }
        if (images != null) {
            new ImageArchives(engine).save(images, folder);
        }
        new Bundle(folder).sign(SigningKeys.readPrivate(key));
        out().println(folder + " is signed");
        return 0;
    }

    @Command(
            description = {
                "Name every file that is missing, added or altered. Exits 0 where there is none, 1"
                        + " otherwise, also where the folder was not signed with the key."
            })
    int verify(
            @Parameters(paramLabel = "FOLDER") Path folder,
            @Option(
                            names = "--key",
                            required = true,
                            paramLabel = "FILE",
                            description = "The public key, from elsewhere than the folder.")
                    Path key)
            throws IOException {
        List<Bundle.Finding> findings = new Bundle(folder).verify(SigningKeys.readPublic(key));
        findings.forEach(
                finding ->
                        out().println(
                                        finding.fault().name().toLowerCase(Locale.ROOT)
                                                + "  "
                                                + printable(finding.path())));
        if (findings.isEmpty()) {
            out().println(folder + " is whole, and signed with this key");
        }
        return findings.isEmpty() ? 0 : Fumikura.FAILED;
    }

    /** A name that somebody else chose does not write to the terminal what it likes. */
    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }

    private static List<Path> orNone(@Nullable List<Path> paths) {
        return paths == null ? List.of() : new ArrayList<>(paths);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
