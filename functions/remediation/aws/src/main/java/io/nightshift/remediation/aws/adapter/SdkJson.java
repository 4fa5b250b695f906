package io.nightshift.remediation.aws.adapter;

import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * A value of the SDK as JSON, with every field that it has: an undo gives back all of it, not only what this code knows. Takes
 * text, numbers, booleans, lists and maps; members have the names that they have on the wire.
 */
public final class SdkJson {

    private SdkJson() {}

    public static Json.Obj write(SdkPojo value) {
        var json = Json.obj();
        for (var field : value.sdkFields()) {
            var member = field.getValueOrDefault(value);
            if (member != null
                    && !(member instanceof Collection<?> items && items.isEmpty())
                    && !member.equals(Map.of())) {
                json = json.with(field.locationName(), json(member));
            }
        }
        return json;
    }

    private static Json json(Object value) {
        return switch (value) {
            case SdkPojo inner -> write(inner);
            case Collection<?> items ->
                Json.arr(items.stream().map(SdkJson::json).toList());
            case Map<?, ?> map -> map(map);
            case Boolean truth -> Json.of(truth);
            case Double number -> Json.of(number);
            case Number number -> Json.of(number.longValue());
            default -> Json.of(value.toString());
        };
    }

    private static Json.Obj map(Map<?, ?> map) {
        var json = Json.obj();
        for (var entry : map.entrySet()) {
            json = json.with(String.valueOf(entry.getKey()), json(entry.getValue()));
        }
        return json;
    }

    /** The value that {@link #write} gave for this one. */
    static <B extends SdkPojo> B read(Json.Obj json, B builder) {
        for (var field : builder.sdkFields()) {
            var member = json.get(field.locationName());
            if (member != null) {
                field.set(builder, value(field, member));
            }
        }
        return builder;
    }

    private static Object value(SdkField<?> field, Json json) {
        return switch (json) {
            case Json.Arr(var items) -> {
                var inner = field.getTrait(ListTrait.class).memberFieldInfo();
                var values = new ArrayList<Object>();
                items.forEach(item -> values.add(value(inner, item)));
                yield values;
            }
            case Json.Obj object
            when field.constructor() != null ->
                built(read(object, field.constructor().get()));
            case Json.Obj object -> {
                var inner = field.getTrait(MapTrait.class).valueFieldInfo();
                var values = new HashMap<String, Object>();
                object.members().forEach((name, member) -> values.put(name, value(inner, member)));
                yield values;
            }
            case Json.Bool(var truth) -> truth;
            case Json.Num number -> number(field, number);
            case Json.Str(var text) -> text;
            case Json.Null ignored -> throw new IllegalArgumentException(field.locationName() + " is null");
        };
    }

    private static Object number(SdkField<?> field, Json.Num number) {
        return field.marshallingType() == MarshallingType.LONG
                ? (Object) number.decimal().longValue()
                : (Object) number.decimal().intValue();
    }

    private static Object built(SdkPojo builder) {
        return builder instanceof SdkBuilder<?, ?> one ? one.build() : builder;
    }
}
