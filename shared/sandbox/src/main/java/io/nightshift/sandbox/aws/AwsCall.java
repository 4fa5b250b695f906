package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One call as received.
 *
 * @param service the name for which the request was signed ({@code ec2}, {@code autoscaling}, {@code rds}, ...)
 * @param operation as the API names it
 * @param fields of a query or a REST path, by name; lists as {@code Name.1}
 * @param body of a JSON protocol
 */
public record AwsCall(String service, String operation, Map<String, String> fields, Json.Obj body) {

    public AwsCall {
        fields = java.util.Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /**
     * The permissions that IAM requires for the call: its name, and for a DynamoDB transaction the call that each of its
     * parts would be.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">DynamoDB: IAM
     *     with transactions</a>
     */
    public Stream<String> permissions() {
        if (service.equals("lambda") && operation.equals("Invoke")) {
            return Stream.of("lambda:InvokeFunction");
        }
        if (service.equals("s3")) {
            return Stream.of(FakeS3.permission(operation));
        }
        if (!operation.equals("TransactWriteItems")) {
            return Stream.of((service.equals("monitoring") ? "cloudwatch" : service) + ":" + operation);
        }
        try {
            var parts = new TreeSet<String>();
            for (var item : json().at("TransactItems").items()) {
                parts.addAll(item.object().members().keySet());
            }
            return parts.stream()
                    .map(part -> "dynamodb:" + (part.equals("ConditionCheck") ? "ConditionCheckItem" : part + "Item"));
        } catch (JsonException e) {
            throw new IllegalStateException("a transaction of another form", e);
        }
    }

    String required(String name) {
        return optional(name).orElseThrow(() -> AwsError.missing(this, name));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    int number(String name) {
        var text = required(name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw AwsError.invalid(this, name + " is no number");
        }
    }

    boolean bool(String name) {
        return switch (required(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw AwsError.invalid(this, name + " is neither true nor false");
        };
    }

    /** The items of a query's list: {@code Name.1} (EC2) or {@code Name.member.1}. */
    List<String> list(String name) {
        var items = new ArrayList<String>();
        for (int i = 1; ; i++) {
            var item = fields.get(name + "." + i);
            if (item == null) {
                return items;
            }
            items.add(item);
        }
    }

    /** Rejects unknown parameters of the operation: a misspelled parameter must not be taken as a default. */
    void only(String... names) {
        var known = Set.of(names);
        for (var name : fields.keySet()) {
            var root = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
            if (!known.contains(root)) {
                throw AwsError.invalid(this, "unexpected parameter " + root);
            }
        }
        for (var name : body.members().keySet()) {
            if (!known.contains(name)) {
                throw AwsError.invalid(this, "unexpected member " + name);
            }
        }
    }

    View json() {
        return View.of(body);
    }

    String text(String name) {
        try {
            return json().at(name).nonBlank();
        } catch (JsonException e) {
            throw AwsError.missing(this, name);
        }
    }

    Optional<String> optionalText(String name) {
        return json().at(name).exists() ? Optional.of(text(name)) : Optional.empty();
    }
}
