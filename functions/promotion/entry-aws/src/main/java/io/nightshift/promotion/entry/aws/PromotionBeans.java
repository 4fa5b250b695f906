package io.nightshift.promotion.entry.aws;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.nightshift.api.HttpApi;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.LambdaEventHandler;
import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;
import io.nightshift.promotion.aws.ecs.EcsLifecycleHook;
import io.nightshift.promotion.aws.ecs.HookSettings;
import jakarta.inject.Singleton;

/** What the functions are made of; wired when the sources are compiled, nothing is searched for at a cold start. */
@Factory
final class PromotionBeans {

    /** A process's own beans. Micronaut reads no variable and no file: what is configured is in the settings. */
    static ApplicationContext started(AwsPromotionSettings settings, Surroundings surroundings) {
        return ApplicationContext.builder()
                .singletons(settings, surroundings)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .start();
    }

    @Singleton
    @Bean(preDestroy = "close")
    AwsWiring wiring(AwsPromotionSettings settings, Surroundings surroundings) {
        return new AwsWiring(
                settings.configuration(),
                surroundings.credentials(),
                surroundings.retryPolicy(),
                new FunctionHost(surroundings.clock(), System.out),
                new PromotionDuty(settings.httpApi(), settings.open()));
    }

    @Singleton
    LambdaEventHandler shift(AwsWiring wiring) {
        return wiring.shift();
    }

    @Singleton
    EcsLifecycleHook hook(AwsWiring wiring, AwsPromotionSettings settings) {
        return new EcsLifecycleHook(
                PromotionDuty.account(wiring),
                HookSettings.DEFAULT.deployedByHand(settings.byHand()),
                wiring.host(),
                line -> wiring.host().log("hook", Json.obj().with("answer", line)));
    }

    @Singleton
    HttpApi httpApi(AwsWiring wiring, AwsPromotionSettings settings) {
        return new HttpApi(
                LambdaEventHandler.decoders(settings.configuration().region()),
                wiring.engine(),
                wiring.ledger(),
                wiring.deadLetters(),
                () -> settings.httpApi().keys(wiring.secrets()),
                wiring.host(),
                settings.configuration().common().policy().hash(),
                payload -> {});
    }
}
