package io.nightshift.promotion.entry.aws;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.nightshift.aws.entry.Shift;
import io.nightshift.aws.entry.Wiring;
import io.nightshift.core.json.Json;
import io.nightshift.door.Door;
import io.nightshift.entry.FunctionHost;
import io.nightshift.promotion.aws.ecs.EcsLifecycleHook;
import io.nightshift.promotion.aws.ecs.HookSettings;
import jakarta.inject.Singleton;

/** What the functions are made of; wired when the sources are compiled, nothing is searched for at a cold start. */
@Factory
final class PromotionBeans {

    /** A process's own beans. Micronaut reads no variable and no file: what is configured is in the settings. */
    static ApplicationContext started(PromotionSettings settings, Surroundings surroundings) {
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
    Wiring wiring(PromotionSettings settings, Surroundings surroundings) {
        return new Wiring(
                settings.configuration(),
                surroundings.credentials(),
                surroundings.patience(),
                new FunctionHost(surroundings.clock(), System.out),
                new PromotionDuty(settings.door(), settings.open()));
    }

    @Singleton
    Shift shift(Wiring wiring) {
        return wiring.shift();
    }

    @Singleton
    EcsLifecycleHook hook(Wiring wiring, PromotionSettings settings) {
        return new EcsLifecycleHook(
                PromotionDuty.account(wiring),
                HookSettings.DEFAULT.deployedByHand(settings.byHand()),
                wiring.host(),
                line -> wiring.host().log("hook", Json.obj().with("answer", line)));
    }

    @Singleton
    Door door(Wiring wiring, PromotionSettings settings) {
        return new Door(
                Shift.decoders(settings.configuration().region()),
                wiring.engine(),
                wiring.ledger(),
                wiring.deadLetters(),
                () -> settings.door().keys(wiring.secrets()),
                wiring.host(),
                settings.configuration().common().policy().hash(),
                payload -> {});
    }
}
