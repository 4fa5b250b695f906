package io.nightshift.local.cli;

import io.nightshift.local.host.AwsSettings;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The policy to use. */
public final class PolicyOption {

    private static final String TEXT = "NIGHTSHIFT_POLICY_TEXT";

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy (default: $NIGHTSHIFT_POLICY, else the YAML in $NIGHTSHIFT_POLICY_TEXT, else "
                    + PolicyFile.DEFAULT + ").")
    private Optional<Path> file = Optional.empty();

    /** Its origin, for messages. */
    String where(Terminal terminal) {
        return file(terminal)
                .map(Path::toString)
                .orElseGet(() -> text(terminal).isPresent() ? TEXT : PolicyFile.DEFAULT);
    }

    public Policy read(BaseCommand command) {
        return command.policies().valid(where(command.terminal()), yaml(command.terminal()));
    }

    /** Its rules, as a host with the settings of this environment applies them. */
    PolicyRules rules(BaseCommand command) {
        return new PolicyRules(
                read(command), AwsSettings.home(command.terminal().environment()));
    }

    /** Empty if none is named and this folder contains none. */
    Optional<Policy> readIfThere(BaseCommand command) {
        var terminal = command.terminal();
        boolean there =
                file(terminal).isPresent() || text(terminal).isPresent() || Files.exists(Path.of(PolicyFile.DEFAULT));
        return there ? Optional.of(read(command)) : Optional.empty();
    }

    /** The text, not validated. */
    byte[] yaml(Terminal terminal) {
        return yaml(terminal, InputFiles::read);
    }

    /** The same for a process that reads it again when it changes. */
    byte[] yamlAgain(Terminal terminal) {
        return yaml(terminal, InputFiles::readAgain);
    }

    private byte[] yaml(Terminal terminal, Function<Path, byte[]> read) {
        return file(terminal)
                .map(read)
                .or(() -> text(terminal))
                .orElseGet(() -> read.apply(Path.of(PolicyFile.DEFAULT)));
    }

    private Optional<Path> file(Terminal terminal) {
        return file.or(() -> Optional.ofNullable(terminal.environment().get("NIGHTSHIFT_POLICY"))
                .map(Path::of));
    }

    private static Optional<byte[]> text(Terminal terminal) {
        return Optional.ofNullable(terminal.environment().get(TEXT)).map(yaml -> yaml.getBytes(StandardCharsets.UTF_8));
    }
}
