package io.nightshift.chatops.gcp;

import io.nightshift.gcp.micronaut.RoutedFunction;
import java.time.InstantSource;

/** The Cloud Run function of chats and of the console. */
public class ChatOpsFunction extends RoutedFunction {

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public ChatOpsFunction() {
        this(InstantSource.system());
    }

    ChatOpsFunction(InstantSource clock) {
        this(GcpChatSettings.read(System.getenv()), clock);
    }

    private ChatOpsFunction(GcpChatSettings settings, InstantSource clock) {
        super(settings, settings.serves(), clock);
    }
}
