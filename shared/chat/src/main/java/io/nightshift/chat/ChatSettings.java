package io.nightshift.chat;

import io.nightshift.chat.slack.SlackRequests;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Secret;
import io.nightshift.entry.Variables;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a host reads of its environment for chat, besides the credentials that the policy's channels name.
 *
 * @param slack what it needs to take requests from Slack; empty for none
 * @param slackApi the address of Slack's Web API
 * @param google what it needs to take requests from Google Chat; empty for none
 */
public record ChatSettings(Optional<SlackRequests> slack, URI slackApi, Optional<GoogleApp> google) {

    private static final String SIGNING_SECRET = "NIGHTSHIFT_SLACK_SIGNING_SECRET";
    private static final String APP = "NIGHTSHIFT_SLACK_APP";
    private static final String TEAM = "NIGHTSHIFT_SLACK_TEAM";
    private static final String API = "NIGHTSHIFT_SLACK_API";
    private static final String AUDIENCE = "NIGHTSHIFT_GOOGLE_CHAT_AUDIENCE";
    private static final String PROJECT = "NIGHTSHIFT_GOOGLE_CHAT_PROJECT";

    private static final URI SLACK = URI.create("https://slack.com/api");

    /** No chat commands, and channels at their real addresses. */
    public static final ChatSettings NONE = new ChatSettings(Optional.empty(), SLACK, Optional.empty());

    /** In addition to those of the policy's channels. */
    public static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    SIGNING_SECRET,
                    false,
                    "The signing secret of the Slack app; without it no command of Slack is taken."),
            new EnvironmentVariable(APP, false, "The id of the Slack app, such as A0123456789."),
            new EnvironmentVariable(TEAM, false, "The id of the Slack workspace, such as T0123456789."),
            new EnvironmentVariable(
                    API, false, "The address of Slack's Web API; https://slack.com/api, or that of GovSlack."),
            new EnvironmentVariable(
                    AUDIENCE,
                    false,
                    "The audience that the Google Chat app is configured with: its URL, or the project number."),
            new EnvironmentVariable(PROJECT, false, "The project number of the Google Chat app."));

    /**
     * @param audience the URL of the app, or the project number
     * @param project the project number
     */
    public record GoogleApp(String audience, Optional<String> project) {}

    public static ChatSettings read(Variables variables) {
        return new ChatSettings(
                slack(variables),
                variables.uri(API, false).orElse(SLACK),
                variables
                        .get(AUDIENCE)
                        .map(audience -> new GoogleApp(
                                audience,
                                variables
                                        .get(PROJECT)
                                        .map(ignored -> variables.text(
                                                PROJECT, Pattern.compile("[0-9]{1,20}"), "a project number")))));
    }

    private static Optional<SlackRequests> slack(Variables variables) {
        Optional<Secret> secret = variables.secret(SIGNING_SECRET);
        return secret.map(its -> new SlackRequests(
                its,
                variables.text(APP, Pattern.compile("A[A-Z0-9]{2,30}"), "the id of a Slack app such as A0123456789"),
                variables.text(
                        TEAM, Pattern.compile("T[A-Z0-9]{2,30}"), "the id of a Slack workspace such as T0123456789")));
    }
}
