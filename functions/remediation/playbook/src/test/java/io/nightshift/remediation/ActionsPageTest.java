package io.nightshift.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionType;
import io.nightshift.sandbox.contract.DocSection;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/remediation.md} lists every action as its class states it. */
class ActionsPageTest {

    @Test
    void listsEveryActionThatAPolicyCanName() {
        assertThat(Remediation.CATALOGUE.types()).isNotEmpty();
        var rows =
                Remediation.CATALOGUE.types().stream().map(ActionsPageTest::row).collect(Collectors.joining());
        new DocSection("remediation.md", "actions")
                .says("| action | what it does | aimed at | with | repeated | undo | disruptive |\n"
                        + "|---|---|---|---|---|---|---|\n" + rows);
    }

    private static String row(ActionType type) {
        return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        type.name(),
                        type.summary(),
                        type.kinds().isEmpty()
                                ? "anything"
                                : type.kinds().stream()
                                        .sorted()
                                        .map(kind -> "`" + kind + "`")
                                        .collect(Collectors.joining(" ")),
                        type.parameters().stream()
                                .map(ActionsPageTest::parameter)
                                .collect(Collectors.joining(" ")),
                        switch (type.repetition()) {
                            case TOKEN -> "under one key";
                            case CONVERGENT -> "sets a state";
                            case PROBE -> "only after a look";
                        },
                        type.undoable() ? "yes" : "",
                        type.disruptive() ? "yes" : "");
    }

    private static String parameter(ActionType.Parameter parameter) {
        return "`" + parameter.name() + "`" + (parameter.required() ? "" : "?")
                + switch (parameter.form()) {
                    case TEXT -> "";
                    case INTEGER -> " (number)";
                    case BOOLEAN -> " (true or false)";
                    case DURATION -> " (duration)";
                    case JSON -> " (JSON)";
                };
    }
}
