package io.nightshift.chatops.aws;

import io.nightshift.aws.entry.Priming;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.micronaut.ApiProxyHandler;
import java.time.InstantSource;

/** The Lambda function behind an HTTP API or a function URL: commands and buttons of Slack, Google Chat, and the console. */
public final class ChatHandler extends ApiProxyHandler {

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public ChatHandler() {
        this(AwsChatSettings.read(System.getenv()), InstantSource.system());
    }

    ChatHandler(AwsChatSettings settings, InstantSource clock) {
        super(() -> beans(settings, ProcessResources.ofLambda(clock)), () -> prime(settings));
    }

    static void prime(AwsChatSettings settings) {
        Priming.of(settings.configuration(), new ChatOnAws(settings), Priming.alarm());
    }
}
