package io.nightshift.promotion.entry.aws;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.nightshift.api.HttpApi;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.LambdaEventHandler;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.aws.ecs.EcsLifecycleHook;
import io.nightshift.promotion.aws.ecs.HookSettings;
import jakarta.inject.Singleton;

/** The beans of the functions; wired at compile time, so that a cold start searches nothing. */
@Factory
final class PromotionBeans {

    @Singleton
    @Bean(preDestroy = "close")
    AwsWiring wiring(AwsPromotionSettings settings, ProcessResources resources) {
        return resources.wiring(settings.configuration(), new PromotionOnAws(settings.httpApi(), settings.open()));
    }

    @Singleton
    LambdaEventHandler handler(AwsWiring wiring) {
        return wiring.handler();
    }

    @Singleton
    EcsLifecycleHook hook(AwsWiring wiring, AwsPromotionSettings settings) {
        return new EcsLifecycleHook(
                PromotionOnAws.warmed(wiring.ownRegions(), wiring),
                HookSettings.DEFAULT.deployedByHand(settings.byHand()),
                wiring.host(),
                line -> wiring.host().log("hook", Json.obj().with("answer", line)));
    }

    @Singleton
    HttpApi httpApi(AwsWiring wiring, AwsPromotionSettings settings) {
        return wiring.httpApi(settings.httpApi());
    }
}
