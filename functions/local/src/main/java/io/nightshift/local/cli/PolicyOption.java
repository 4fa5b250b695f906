package io.nightshift.local.cli;

import io.nightshift.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which policy holds. */
final class PolicyOption {

    private static final String TEXT = "NIGHTSHIFT_POLICY_TEXT";

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy (default: $NIGHTSHIFT_POLICY, else the YAML in $NIGHTSHIFT_POLICY_TEXT, else "
                    + PolicyFile.DEFAULT + ").")
    private Optional<Path> file = Optional.empty();

    /** Where it comes from, as a person would say it. */
    String where(Terminal terminal) {
        return file(terminal)
                .map(Path::toString)
                .orElseGet(() -> text(terminal).isPresent() ? TEXT : PolicyFile.DEFAULT);
    }

    Policy read(Terminal terminal) {
        return PolicyFile.valid(where(terminal), yaml(terminal));
    }

    /** Not checked. */
    byte[] yaml(Terminal terminal) {
        return file(terminal)
                .map(InputFiles::read)
                .or(() -> text(terminal))
                .orElseGet(() -> InputFiles.read(Path.of(PolicyFile.DEFAULT)));
    }

    private Optional<Path> file(Terminal terminal) {
        return file.or(() -> Optional.ofNullable(terminal.environment().get("NIGHTSHIFT_POLICY"))
                .map(Path::of));
    }

    private static Optional<byte[]> text(Terminal terminal) {
        return Optional.ofNullable(terminal.environment().get(TEXT)).map(yaml -> yaml.getBytes(StandardCharsets.UTF_8));
    }
}
