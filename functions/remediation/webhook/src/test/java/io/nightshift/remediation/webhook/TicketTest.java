package io.nightshift.remediation.webhook;

import static io.nightshift.sandbox.wire.WireReply.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.TicketActions;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.webhook.Endpoint;
import io.nightshift.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tickets and pages in the receivers' own forms, over the wire. */
class TicketTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);
    private static final String TOKEN = "Bearer canary-token";

    /** What an attacker may put into an alert. */
    private static final String HOSTILE = "\"}, \"x\": \"{severity}\n{noformat} @everyone \u202e";

    private final WireServer receiver = WireServer.strict();
    private final Webhooks webhooks = new Webhooks(
            List.of(new Endpoint("tracker", receiver.endpoint(), () -> "canary-key", () -> TOKEN)),
            InstantSource.fixed(Instant.ofEpochSecond(1_763_700_000)),
            attempt -> {},
            Duration.ofSeconds(20));
    private final WebhookActor actor = new WebhookActor(webhooks, WebhookActor.Surroundings.NONE);

    @AfterEach
    void close() {
        receiver.close();
    }

    private static Action act(ActionType type, Json.Obj with) {
        var subject = new Resource(Origin.aws("111122223333", "eu-central-1"), Resource.Kinds.RDS_INSTANCE, "orders");
        var about = Json.obj()
                .with("type", "alarm")
                .with("name", "HighLoad")
                .with("subject", subject.toJson())
                .with("time", "2026-11-20T03:00:00Z")
                .with("severity", "Critical")
                .with("reason", HOSTILE)
                .with("labels", Json.strings(Map.of("team", HOSTILE, "key", "forged")))
                .with("links", Json.strings(List.of("https://graphs.example/1")))
                .with("rule", "orders");
        try {
            var parameters = with.with("hook", "tracker").with(ActionType.ABOUT, about);
            return type.reader()
                    .read(subject, View.of(Json.obj().with("with", parameters)).at("with"));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private Performed performed(Action action, WireReply... answers) {
        receiver.script(request -> true, answers);
        return actor.perform(action, KEY, Json.obj());
    }

    private View sent(Action action) throws JsonException {
        assertThat(performed(action, empty(201))).isInstanceOf(Performed.Done.class);
        return View.of(Json.parse(receiver.requests().getLast().text()));
    }

    @Test
    void anIssueInJira() throws JsonException {
        var fields = sent(act(
                        TicketActions.OPEN_TICKET,
                        Json.obj().with("format", "jira").with("project", "OPS")))
                .at("fields");
        assertThat(fields.at("project", "key").text()).isEqualTo("OPS");
        assertThat(fields.at("issuetype", "name").text()).isEqualTo("Task");
        assertThat(fields.at("summary").text()).isEqualTo("HighLoad on rds:instance/orders");
        assertThat(fields.at("description").text())
                .startsWith("{noformat}\n")
                .endsWith("\n{noformat}")
                .contains("Severity: Critical", "\"}, \"x\": \"{severity}")
                .hasLineCount(6);
        assertThat(fields.at("description").text().split("\\{noformat}", -1)).hasSize(3);
        assertThat(receiver.requests().getLast().header("Authorization")).isEqualTo(TOKEN);
    }

    @Test
    void anIssueOnGitHubMentionsNobody() throws JsonException {
        var issue = sent(act(TicketActions.OPEN_TICKET, Json.obj().with("format", "github")));
        assertThat(issue.at("title").text()).isEqualTo("HighLoad on rds:instance/orders");
        assertThat(issue.at("body").text().lines()).allMatch(line -> line.startsWith("    "));
    }

    @Test
    void anEventOfPagerDutyHasTheTokenInItsBodyOnly() throws JsonException {
        var action = act(TicketActions.PAGE_ON_CALL, Json.obj().with("format", "pagerduty"));
        var event = sent(action);
        assertThat(event.at("routing_key").text()).isEqualTo(TOKEN);
        assertThat(event.at("dedup_key").text()).isEqualTo(KEY.token());
        assertThat(event.at("payload", "severity").text()).isEqualTo("critical");
        assertThat(event.at("payload", "source").text()).isEqualTo("rds:instance/orders");
        assertThat(receiver.requests().getLast().header("Authorization")).isEmpty();
        assertThat(action.with().text()).doesNotContain("canary");
    }

    @Test
    void aFormOfYourOwnKeepsItsShapeWhateverTheAlertSays() throws JsonException {
        var own = """
                {"summary": "{title}: {team}", "id": "{key}", "of": ["{account}/{region}", 7, {"none": "{nothing}"}],
                 "{title}": true}""";
        var body = sent(act(TicketActions.OPEN_TICKET, Json.obj().with("body", own)));
        assertThat(body.object().members()).containsOnlyKeys("summary", "id", "of", "{title}");
        assertThat(body.at("summary").text()).isEqualTo("HighLoad on rds:instance/orders: " + HOSTILE);
        assertThat(body.at("id").text()).as("a label never stands for ours").isEqualTo(KEY.token());
        assertThat(body.at("of").at(0).text()).isEqualTo("111122223333/eu-central-1");
        assertThat(body.at("of").at(2).at("none").text()).isEmpty();
    }

    @Test
    void aTicketIsSentOnceAlthoughTheReplyIsLostAndAPageAgainUnderItsKey() {
        var ticket = act(TicketActions.OPEN_TICKET, Json.obj().with("format", "github"));
        assertThat(performed(ticket, empty(502)))
                .isInstanceOfSatisfying(
                        Performed.NotDone.class,
                        not -> assertThat(not.problem().mayHaveHappened()).isTrue());
        assertThat(receiver.requests()).hasSize(1);
        assertThat(actor.probe(ticket, KEY, Json.obj())).isEqualTo(Probed.UNKNOWN);

        var page = act(TicketActions.PAGE_ON_CALL, Json.obj().with("format", "pagerduty"));
        receiver.forgetRequests();
        assertThat(performed(page, empty(502), empty(202))).isInstanceOf(Performed.Done.class);
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void whatIsWrongIsSaidWithItsField() {
        assertThatThrownBy(() -> act(TicketActions.OPEN_TICKET, Json.obj()))
                .hasMessageContaining("one of format (jira or github) and body");
        assertThatThrownBy(() -> act(TicketActions.OPEN_TICKET, Json.obj().with("format", "jira")))
                .hasMessageContaining("with.project");
        assertThatThrownBy(() -> act(TicketActions.PAGE_ON_CALL, Json.obj().with("format", "jira")))
                .hasMessageContaining("pagerduty");
        assertThatThrownBy(() -> act(TicketActions.OPEN_TICKET, Json.obj().with("body", "{\"a\": ")))
                .hasMessageContaining("with.body")
                .hasMessageContaining("a JSON object");
    }
}
