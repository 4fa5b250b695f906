package io.nightshift.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One context of a kubeconfig file that the caller names; no other place is searched. It refuses settings that need another
 * program (exec, auth-provider) or that send a token to an unverified server (insecure-skip-tls-verify): use a service
 * account's token instead.
 *
 * @param cluster the cluster's name in the file
 * @param namespace the namespace of the context
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">Kubernetes: kubeconfig v1</a>
 */
public record Kubeconfig(String context, String cluster, String namespace, ApiServerAccess access) {

    private static final long MOST_BYTES = 1 << 20;

    /** The problems of a kubeconfig; all together, and without values. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        Invalid(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        public List<String> problems() {
            return problems;
        }
    }

    /** @param context its name; {@code current-context} if none is given */
    public static Kubeconfig read(Path file, Optional<String> context) throws Invalid {
        var problems = new ArrayList<String>();
        try {
            var read = new KubeconfigReader(View.of(parsed(file)), folder(file), problems).read(context);
            if (problems.isEmpty()) {
                return read;
            }
        } catch (JsonException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            problems.add("it cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        throw new Invalid(problems);
    }

    private static Path folder(Path file) {
        var absolute = file.toAbsolutePath().getParent();
        return absolute == null ? file : absolute;
    }

    private static Json parsed(Path file) throws IOException, JsonException {
        if (Files.size(file) > MOST_BYTES) {
            throw new JsonException("it has more than " + MOST_BYTES + " bytes");
        }
        try {
            return Json.parse(Serialization.unmarshal(Files.readString(file), JsonNode.class)
                    .toString());
        } catch (RuntimeException e) {
            // The parser's message repeats the text.
            throw new JsonException("it is no YAML");
        }
    }
}
