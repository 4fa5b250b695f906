package io.nightshift.chat.slack;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Optional;

/**
 * Who sent something from Slack, by ids only; names can be chosen.
 *
 * @param app the app that it was sent to
 * @param team the workspace that it was sent in
 * @param userTeam the workspace of the user; another one is a guest by Slack Connect
 */
record SlackSender(String app, String team, String user, String userTeam, String channel) {

    /**
     * Why the sender is refused.
     *
     * @param ours the id of our app
     * @param home the id of our workspace
     */
    Optional<String> refusal(String ours, String home) {
        if (!app.equals(ours)) {
            return Optional.of("it is for another app");
        }
        if (!team.equals(home)) {
            return Optional.of("it comes from another workspace");
        }
        return userTeam.equals(home) ? Optional.empty() : Optional.of("its user belongs to another workspace");
    }

    static SlackSender ofPayload(View payload) throws JsonException {
        var team = payload.at("team", "id").textOr("");
        return new SlackSender(
                payload.at("api_app_id").textOr(""),
                team,
                payload.at("user", "id").textOr(""),
                payload.at("user", "team_id").textOr(team),
                payload.at("container", "channel_id").textOr(""));
    }
}
