package io.nightshift.chatops.aws;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.LambdaEventHandler;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.chat.ChatApi;
import io.nightshift.console.function.ConsoleFunction;
import jakarta.inject.Singleton;

/** The beans of the function; wired at compile time, so that a cold start searches nothing. */
@Factory
final class ChatBeans {

    @Singleton
    @Bean(preDestroy = "close")
    AwsWiring wiring(AwsChatSettings settings, ProcessResources resources) {
        return resources.wiring(settings.configuration(), new ChatOnAws(settings));
    }

    @Singleton
    LambdaEventHandler handler(AwsWiring wiring) {
        return wiring.handler();
    }

    @Singleton
    ChatApi api(AwsWiring wiring, AwsChatSettings settings) {
        var function = new ChatOnAws(settings);
        var chat = function.function(wiring);
        return chat.api(ConsoleFunction.routes(
                settings.signIn(),
                settings.configuration().common().policy(),
                function.connections(wiring),
                chat.control(),
                LambdaEventHandler.decoders(settings.configuration().region())));
    }
}
