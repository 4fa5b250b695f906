package io.nightshift.local.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Manifests as kustomize renders them, read by the types of Kubernetes' own API. */
final class RenderedManifests {

    private RenderedManifests() {}

    static List<HasMetadata> of(Path folder) throws IOException, InterruptedException {
        assumeTrue(isThere(), "peer missing: kubectl");
        var process = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectErrorStream(true)
                .start();
        var yaml = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(yaml).isZero();
        return Arrays.stream(yaml.split("(?m)^---$"))
                .<HasMetadata>map(new KubernetesSerialization()::unmarshal)
                .toList();
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("kubectl", "version", "--client")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static <T> T one(List<HasMetadata> rendered, Class<T> type) {
        return rendered.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    static List<String> unknownFields(List<HasMetadata> rendered) throws ReflectiveOperationException {
        var unknown = new ArrayList<String>();
        for (var object : rendered) {
            collectUnknown(object.getKind(), object, unknown);
        }
        return unknown;
    }

    /** Kubernetes' types keep what they do not know in additional properties. */
    private static void collectUnknown(String path, Object value, List<String> unknown)
            throws ReflectiveOperationException {
        if (value instanceof Collection<?> items) {
            for (var item : items) {
                collectUnknown(path, item, unknown);
            }
        } else if (value instanceof KubernetesResource) {
            for (var getter : value.getClass().getMethods()) {
                if (isGetter(getter)) {
                    collectUnknown(path, getter, value, unknown);
                }
            }
        }
    }

    private static void collectUnknown(String path, Method getter, Object value, List<String> unknown)
            throws ReflectiveOperationException {
        var inside = get(getter, value);
        if (getter.getName().equals("getAdditionalProperties")) {
            ((Map<?, ?>) inside).keySet().forEach(name -> unknown.add(path + "." + name));
        } else if (inside != null) {
            collectUnknown(path + "." + getter.getName().substring(3), inside, unknown);
        }
    }

    private static boolean isGetter(Method method) {
        return method.getName().startsWith("get")
                && method.getParameterCount() == 0
                && !method.getName().equals("getClass");
    }

    private static @Nullable Object get(Method getter, Object value) throws ReflectiveOperationException {
        try {
            return getter.invoke(value);
        } catch (InvocationTargetException e) {
            return null;
        }
    }
}
