package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.policy.TargetSettings;
import java.util.List;
import java.util.Set;

/**
 * The settings of a target of this kind in the policy.
 *
 * @param words the command that starts a version, one word each; it must contain {@code {port}}, {@code {image}} (with its
 *     digest) and {@code {digest}} are optional. In the policy it is a list, or one text with words separated by blanks.
 * @param health the path that responds with 200 when the version can serve; {@code /healthz}
 */
public record NginxSettings(List<String> words, String health) {

    private static final String PORT = "{port}";

    /** As checked by {@code validate}. */
    public static final TargetSettings CHECK = new TargetSettings(
            Set.of(TargetKinds.NGINX_UPSTREAM), Set.of("command", "health"), (target, with) -> read(with));

    public NginxSettings {
        words = List.copyOf(words);
    }

    static NginxSettings read(Json.Obj settings) throws CallFailed {
        try {
            return read(View.of(settings));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSettings", String.valueOf(e.getMessage())));
        }
    }

    private static NginxSettings read(View settings) throws JsonException {
        var read = new NginxSettings(
                words(settings.at("command")), settings.at("health").textOr("/healthz"));
        if (read.words.stream().noneMatch(word -> word.contains(PORT))) {
            throw new JsonException(settings.at("command").path() + " has no {port}; a version has to listen there");
        }
        if (!read.health.matches("/[A-Za-z0-9/_.-]*")) {
            throw new JsonException(settings.at("health").path() + " is not a path such as /healthz");
        }
        return read;
    }

    private static List<String> words(View command) throws JsonException {
        if (!command.isArray()) {
            return List.of(command.nonBlank().strip().split("\\s+"));
        }
        return command.strings();
    }

    /** No shell reads the command, and the inserted values were checked against the grammar of images. */
    List<String> command(String reference, String digest, int port) {
        return words.stream()
                .map(word -> word.replace(PORT, Integer.toString(port))
                        .replace("{image}", reference)
                        .replace("{digest}", digest))
                .toList();
    }
}
