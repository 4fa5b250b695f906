package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;

/** A promotion on one ECS service, by the way in which ECS deploys it. */
sealed interface EcsDeployment permits EcsRollingDeployment, EcsShiftedDeployment {

    Json.Obj deploy() throws CallFailed;

    Readiness readiness() throws CallFailed;

    Json.Obj shift(int percent) throws CallFailed;

    TrafficStatus exposure() throws CallFailed;

    Json.Obj back() throws CallFailed;

    Json.Obj retire() throws CallFailed;
}
