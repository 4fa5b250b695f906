package io.nightshift.remediation.webhook;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.decode.SignalSummary;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.TemplatedCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a call in the receiver's own form: a JSON object, in whose strings {@code {name}} stands for something of the
 * signal. Text from outside only comes into strings, and the writer of JSON escapes it.
 */
final class CallBody {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]{1,256})\\}");
    private static final int LONGEST_TITLE = 250;
    private static final int LONGEST_TEXT = 8_000;

    /** @see <a href="https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/#api-rest-api-2-issue-post">Jira: create issue</a> */
    private static final String JIRA = """
            {"fields": {
              "project": {"key": "{project}"},
              "issuetype": {"name": "{type}"},
              "summary": "{title}",
              "description": "{noformat}\\n{text}\\n{noformat}",
              "labels": ["nightshift", "{run}"]}}""";

    /** @see <a href="https://docs.github.com/en/rest/issues/issues#create-an-issue">GitHub: create an issue</a> */
    private static final String GITHUB = """
            {"title": "{title}", "body": "{code}", "labels": ["nightshift"]}""";

    /** @see <a href="https://developer.pagerduty.com/docs/events-api-v2-overview">PagerDuty: Events API v2</a> */
    private static final String PAGERDUTY = """
            {"event_action": "trigger", "dedup_key": "{key}",
             "client": "nightshift",
             "payload": {
               "summary": "{title}",
               "source": "{subject}",
               "severity": "{pagerduty}",
               "timestamp": "{time}",
               "component": "{rule}",
               "custom_details": {"text": "{text}", "run": "{run}"}}}""";

    private CallBody() {}

    static Json.Obj of(TemplatedCall call, IdempotencyKey key) throws JsonException {
        var template = View.of(Json.obj().with("body", call.text("body")));
        var json = switch (call.text("format")) {
            case "jira" -> Json.parse(JIRA);
            case "github" -> Json.parse(GITHUB);
            case "pagerduty" -> Json.parse(PAGERDUTY);
            default -> TemplatedCall.template(template.at("body"));
        };
        return fill(json, values(call, key)) instanceof Json.Obj body ? body : Json.Obj.EMPTY;
    }

    private static Json fill(Json json, Map<String, String> values) {
        return switch (json) {
            case Json.Str(var text) -> Json.of(fill(text, values));
            case Json.Arr(var items) ->
                Json.arr(items.stream().map(item -> fill(item, values)).toList());
            case Json.Obj(var members) -> {
                var filled = new LinkedHashMap<String, Json>();
                members.forEach((name, member) -> filled.put(name, fill(member, values)));
                yield new Json.Obj(filled);
            }
            default -> json;
        };
    }

    /** What nobody said is empty, so that a template does not show. */
    private static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }

    /** Labels never stand for what Nightshift says itself. */
    private static Map<String, String> values(TemplatedCall call, IdempotencyKey key) throws JsonException {
        var about = View.of(call.about());
        var values = new TreeMap<String, String>(about.at("labels").texts());
        for (var name : List.of("name", "type", "source", "severity", "status", "actor", "time", "rule")) {
            values.put(name, about.at(name).textOr(""));
        }
        var subject = about.at("subject").exists() ? Resource.fromJson(about.at("subject")) : call.target();
        var lines = String.join("\n", SignalSummary.lines(call.about()));
        var text = TextLimit.clipped(lines.replace("{noformat}", ""), LONGEST_TEXT);
        values.put("subject", subject.label());
        values.put("account", subject.origin().account());
        values.put("region", subject.origin().region());
        values.put("target", call.target().label());
        values.put("title", title(about, subject));
        values.put("text", text);
        values.put("code", "    " + text.replace("\n", "\n    "));
        values.put("link", links(about));
        values.put("project", call.text("project"));
        values.put("run", key.run());
        values.put("key", key.token());
        values.put("pagerduty", severity(about.at("severity").textOr("")));
        values.put("noformat", "{noformat}");
        if (!call.text("type").isEmpty()) {
            values.put("type", call.text("type"));
        }
        return values;
    }

    private static String title(View about, Resource subject) throws JsonException {
        var name = about.at("name").textOr("");
        var line = name.isEmpty() ? subject.label() : name + " on " + subject.label();
        return TextLimit.clipped(SignalSummary.oneLine(line), LONGEST_TITLE);
    }

    private static String links(View about) throws JsonException {
        return about.at("links").strings().stream().findFirst().orElse("");
    }

    /** PagerDuty knows four severities. */
    private static String severity(String said) {
        var word = said.toLowerCase(Locale.ROOT);
        if (word.contains("crit") || word.contains("fatal")) {
            return "critical";
        }
        if (word.contains("warn") || word.contains("medium") || word.contains("moderate")) {
            return "warning";
        }
        return word.contains("info") || word.contains("low") ? "info" : "error";
    }
}
