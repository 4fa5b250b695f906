package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.PROBE;
import static io.nightshift.core.act.Repetition.TOKEN;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import java.util.List;

/** Actions that tell a tracker or a pager about the signal, in the receiver's own form. */
public final class TicketActions {

    private static final String OWN_BODY =
            "A form of your own: a JSON object, in whose strings {title}, {text}, {severity}, {subject}, {time}, {link}, {rule}, {key} and any label stand for what the signal says.";

    public static final ActionType OPEN_TICKET = telling(
                    "open-ticket",
                    "Opens a ticket about the signal: in Jira, as an issue on GitHub, or in a form of your own. It is sent once: after a lost reply it is not repeated.",
                    PROBE)
            .optional("format", Form.TEXT, "jira or github; this or body.")
            .optional("project", Form.TEXT, "The key of the project in Jira.")
            .optional("type", Form.TEXT, "The type of the issue in Jira.", Json.of("Task"))
            .optional("body", Form.JSON, OWN_BODY)
            .madeBy(TemplatedCall.reading("open a ticket in {hook} about {target}", "jira", "github"));

    public static final ActionType PAGE_ON_CALL = telling(
                    "page-on-call",
                    "Pages on-call about the signal: by PagerDuty (Events API v2), or in a form of your own. A repetition has the same key, so that the receiver ignores it.",
                    TOKEN)
            .optional("format", Form.TEXT, "pagerduty; this or body.")
            .optional("body", Form.JSON, OWN_BODY)
            .madeBy(TemplatedCall.reading("page on-call by {hook} about {target}", "pagerduty"));

    static final List<ActionType> ALL = List.of(OPEN_TICKET, PAGE_ON_CALL);

    private TicketActions() {}

    private static ActionType.Description telling(String name, String summary, Repetition repetition) {
        return named(name, summary, repetition)
                .required(
                        "hook",
                        Form.TEXT,
                        "The name of a webhook that the function is configured with, with its token (the token never stands in the policy).");
    }
}
