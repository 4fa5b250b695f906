package io.nightshift.chatops.aws;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.LambdaEventHandler;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.chat.ChatApi;
import jakarta.inject.Singleton;

/** The beans of the function; wired at compile time, so that a cold start searches nothing. */
@Factory
final class ChatBeans {

    /** The beans of one process. Micronaut reads no variable and no file: the settings contain the whole configuration. */
    static ApplicationContext started(AwsChatSettings settings, ProcessResources resources) {
        return ApplicationContext.builder()
                .singletons(settings, resources)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .start();
    }

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
        return new ChatOnAws(settings).function(wiring).api();
    }
}
