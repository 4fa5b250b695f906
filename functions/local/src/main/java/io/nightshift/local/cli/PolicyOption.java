package io.nightshift.local.cli;

import io.nightshift.policy.Policy;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which policy holds. */
final class PolicyOption {

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy (default: $NIGHTSHIFT_POLICY, else " + PolicyFile.DEFAULT + ").")
    private Optional<Path> file = Optional.empty();

    Path file(Terminal terminal) {
        return file.orElseGet(
                () -> Path.of(terminal.environment().getOrDefault("NIGHTSHIFT_POLICY", PolicyFile.DEFAULT)));
    }

    Policy read(Terminal terminal) {
        return PolicyFile.valid(file(terminal));
    }
}
