package io.fumikura.cli;

import io.fumikura.cli.supply.LicenceReport;
import io.fumikura.cli.supply.Materials;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "sbom",
        description = {
            "Write bills of materials to target/sbom and the tables of docs/licences.md.",
            "Exits 1 where a licence is not allowed."
        })
final class SbomCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Option(
            names = "--check",
            description =
                    "Exits 1 also where docs/licences.md is not up to date; does not write it.")
    private boolean check;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path root = settings().root();
        Materials materials = Materials.read(root);
        materials.write(root.resolve("target/sbom"));
        LicenceReport report = new LicenceReport(materials, root);
        List<String> objections = report.objections();
        objections.forEach(out::println);
        String text = report.text();
        boolean upToDate = text.equals(Files.readString(report.file()));
        if (!check) {
            Files.writeString(report.file(), text);
        } else if (!upToDate) {
            out.println(report.file() + " is not up to date; ./dev.sh sbom makes it so");
        }
        return objections.isEmpty() && (upToDate || !check) ? 0 : Fumikura.FAILED;
    }
}
