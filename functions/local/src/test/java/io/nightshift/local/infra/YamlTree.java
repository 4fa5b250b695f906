package io.nightshift.local.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of YAML that is no policy, to look into. What is not there is empty. */
public record YamlTree(@Nullable Object value) {

    public static YamlTree of(Path file) {
        try {
            return new YamlTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public YamlTree at(String... names) {
        var here = value;
        for (var name : names) {
            here = here instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return new YamlTree(here);
    }

    public boolean has(String name) {
        return keys().contains(name);
    }

    public Set<String> keys() {
        var keys = new TreeSet<String>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        }
        return keys;
    }

    public List<String> texts() {
        return value instanceof Collection<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    public String text() {
        return String.valueOf(value);
    }
}
