package io.nightshift.local.cli;

import io.nightshift.aws.SchedulerRole;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.RoleGrant;
import java.util.List;

/** Prints roles and policies, as text or as JSON that the cloud's own tools take. */
record IamPrinter(Terminal terminal, boolean json) {

    /** A heading of the text form. */
    void title(String text) {
        terminal.print(terminal.colours().bold("== " + text));
    }

    void print(SchedulerRole timers) {
        if (json) {
            terminal.print(Json.obj().with("trust", timers.trust()).with("policy", timers.policy()));
            return;
        }
        title("trust policy");
        print(timers.trust());
        title("permissions");
        print(timers.policy());
    }

    void print(Json.Obj document) {
        if (json) {
            terminal.print(document);
            return;
        }
        try {
            for (var statement : View.of(document).at("Statement").items()) {
                statement(statement);
            }
        } catch (JsonException e) {
            throw new IllegalStateException("a policy document of another shape", e);
        }
    }

    private void statement(View statement) throws JsonException {
        terminal.print(terminal.colours().bold(statement.at("Sid").text()));
        if (statement.at("Principal").exists()) {
            terminal.print("  to     " + statement.at("Principal").json().text());
        }
        for (var resource : statement.at("Resource").items()) {
            terminal.print("  on     " + resource.text());
        }
        for (var action : statement.at("Action").items()) {
            terminal.print("  allow  " + action.text());
        }
        if (statement.at("Condition").exists()) {
            terminal.print("  where  " + statement.at("Condition").json().text());
        }
    }

    void print(List<RoleGrant> grants) {
        if (json) {
            terminal.print(Json.arr(grants.stream().map(RoleGrant::toJson).toList()));
            return;
        }
        for (var grant : grants) {
            terminal.print(terminal.colours().bold(grant.name()));
            terminal.print("  on     " + grant.on());
            grant.permissions().forEach(permission -> terminal.print("  allow  " + permission));
            if (!grant.condition().isEmpty()) {
                terminal.print("  where  " + grant.condition());
            }
        }
    }

    void printRoles(List<Json.Obj> roles) {
        if (json) {
            terminal.print(Json.obj()
                    .with("apiVersion", "v1")
                    .with("kind", "List")
                    .with("items", Json.arr(List.copyOf(roles))));
            return;
        }
        try {
            for (var role : roles) {
                role(View.of(role));
            }
        } catch (JsonException e) {
            throw new IllegalStateException("a Role of another shape", e);
        }
    }

    private void role(View role) throws JsonException {
        var metadata = role.at("metadata");
        terminal.print(terminal.colours()
                .bold(role.at("kind").text() + " " + metadata.at("name").text()));
        if (metadata.at("namespace").exists()) {
            var cluster = metadata.at("annotations", "nightshift/cluster").textOr("");
            terminal.print("  in     namespace " + metadata.at("namespace").text()
                    + (cluster.isEmpty() ? "" : " of cluster " + cluster));
        }
        for (var rule : role.at("rules").items()) {
            terminal.print("  allow  " + words(rule.at("verbs")) + " " + words(rule.at("resources"))
                    + (rule.at("resourceNames").exists() ? ": " + words(rule.at("resourceNames")) : ""));
        }
    }

    private static String words(View list) throws JsonException {
        return String.join(", ", list.strings());
    }
}
