package io.nightshift.local.cli;

import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.text.TerminalText;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads policies for a command. */
record PolicyFile(PolicyParser parser) {

    static final String DEFAULT = "nightshift.yaml";

    Parsed parse(byte[] text) {
        return parser.parse(text);
    }

    /** The valid policy, or an error with every problem. */
    Policy valid(String where, byte[] yaml) {
        return switch (parse(yaml)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid ->
                throw new CommandError(
                        ExitCode.NO,
                        "%s is not valid; the first of its problems (%d), all of which nightshift validate shows: %s"
                                .formatted(
                                        where,
                                        invalid.problems().size(),
                                        invalid.problems().getFirst()));
        };
    }

    static String lines(Path file, List<PolicyProblem> problems) {
        return problems.stream()
                .map(problem -> TerminalText.safe(file + ":" + problem))
                .collect(Collectors.joining("\n"));
    }
}
