package io.nightshift.promotion.policy;

import io.nightshift.core.json.Json;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape;
import io.nightshift.policy.Shape.Elsewhere;
import io.nightshift.policy.Shape.Free;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Reference;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.Tagged;
import io.nightshift.policy.Shape.WordOr;
import io.nightshift.policy.Shape.Written;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of the policy in the form of plans: {@code not-enough-data} is {@code notEnoughData}, {@code within: 5m} is
 * {@code withinSeconds: 300}, {@code at-least: 10%} is {@code atLeastPercent: 10}; defaults are filled in. Names that
 * the user chose, and parts that other code reads, stay unchanged.
 */
final class PlanText {

    private static final Pattern DASH = Pattern.compile("-([a-z])");

    private PlanText() {}

    /** @param value in its normal form */
    static Json of(Shape shape, Json value) {
        return switch (shape) {
            case Table table when value instanceof Json.Obj obj -> of(table.keys(), obj);
            case Tagged tagged when value instanceof Json.Obj obj -> of(tagged.keys(tag(tagged, obj)), obj);
            case Listed listed
            when value instanceof Json.Arr(var items) ->
                Json.arr(items.stream().map(item -> of(listed.each(), item)).toList());
            case Table ignored -> value;
            case Tagged ignored -> value;
            case Listed ignored -> value;
            case WordOr either -> of(either.table(), value);
            case Named ignored -> value;
            case Reference ignored -> value;
            case Free ignored -> value;
            case Elsewhere ignored -> value;
            case Scalar ignored -> value;
        };
    }

    static Json.Obj of(List<PolicyKey> keys, Json.Obj value) {
        var members = new LinkedHashMap<String, Json>();
        for (var key : keys) {
            Optional.ofNullable(value.get(key.name()))
                    .or(() -> key.fallback().map(usual -> normal(key.shape(), usual)))
                    .ifPresent(one -> put(members, key, one));
        }
        return new Json.Obj(members);
    }

    private static String tag(Tagged tagged, Json.Obj value) {
        return value.get(tagged.by()) instanceof Json.Str(var tag) ? tag : "";
    }

    /** A default is written as in a policy. */
    private static Json normal(Shape shape, Json usual) {
        return shape instanceof Scalar scalar && usual instanceof Json.Str(var text)
                ? scalar.reading().read(new Written(text, Shape.Form.TEXT)).orElseThrow()
                : usual;
    }

    private static void put(Map<String, Json> members, PolicyKey key, Json value) {
        var name = camel(key.name());
        if (Scalars.isSpan(key.shape()) && value instanceof Json.Str(var span)) {
            members.put(name + "Seconds", Json.of(Duration.parse(span).toSeconds()));
        } else if (key.shape().equals(Scalars.SHARE) && value instanceof Json.Str(var share)) {
            members.put(name + "Percent", Json.of(percent(share)));
        } else {
            members.put(name, of(key.shape(), value));
        }
    }

    /** @param share {@code 25%} */
    static int percent(String share) {
        return Integer.parseInt(share.substring(0, share.length() - 1));
    }

    private static String camel(String name) {
        return DASH.matcher(name).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }
}
