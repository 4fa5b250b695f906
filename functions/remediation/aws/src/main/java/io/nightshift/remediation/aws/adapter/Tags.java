package io.nightshift.remediation.aws.adapter;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The tags of a resource as a map; every service has a type of its own for them. */
final class Tags {

    private Tags() {}

    static <T> Map<String, String> of(
            Collection<T> tags, Function<T, String> key, Function<T, @Nullable String> value) {
        var map = new TreeMap<String, String>();
        for (var tag : tags) {
            var text = value.apply(tag);
            map.put(key.apply(tag), text == null ? "" : text);
        }
        return map;
    }

    static Map<String, String> ofEc2(Collection<Tag> tags) {
        return of(tags, Tag::key, Tag::value);
    }

    static Map<String, String> ofRds(Collection<software.amazon.awssdk.services.rds.model.Tag> tags) {
        return of(
                tags,
                software.amazon.awssdk.services.rds.model.Tag::key,
                software.amazon.awssdk.services.rds.model.Tag::value);
    }
}
