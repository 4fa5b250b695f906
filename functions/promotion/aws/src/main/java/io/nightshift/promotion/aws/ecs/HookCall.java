package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of ECS to a lifecycle hook.
 *
 * @param stage as ECS names it
 * @param service the service, by the ARN in the call
 * @param deployment the ARN of the service deployment
 * @param revision the ARN of the service revision that is deployed
 * @param weights of production traffic by revision, in percent; empty if the stage has none
 * @param since when this hook began to wait, from its previous response
 * @param waitingFor the share that it waits for; empty on the first call
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html">Lambda hooks</a>
 */
record HookCall(
        String stage,
        Resource service,
        String deployment,
        String revision,
        Map<String, Double> weights,
        Optional<Instant> since,
        String waitingFor) {

    static final String SINCE = "nightshiftWaitsSince";
    static final String FOR = "nightshiftWaitsFor";

    /** A call of ECS has about 1,000 characters, plus the hook details that the service's owner configured. */
    private static final JsonLimits LIMITS = new JsonLimits(64 * 1024, 20, 2_000);

    private static final String WHERE = "arn:(aws[a-z-]{0,20}):ecs:([a-z0-9-]{1,30}):([0-9]{12}):";
    private static final String NAME = "([A-Za-z0-9_-]{1,255}/[A-Za-z0-9_-]{1,255})";
    private static final Pattern SERVICE = Pattern.compile(WHERE + "service/" + NAME);
    private static final Pattern DEPLOYMENT =
            Pattern.compile(WHERE + "service-deployment/" + NAME + "/([A-Za-z0-9_-]{1,64})");
    private static final Pattern REVISION =
            Pattern.compile(WHERE + "service-revision/" + NAME + "/([A-Za-z0-9_-]{1,64})");

    /** @throws JsonException for missing or malformed values, and for ARNs of different services */
    static HookCall of(byte[] payload) throws JsonException {
        var json = View.of(Json.parse(payload, LIMITS));
        var details = json.at("executionDetails");
        var service = match(SERVICE, details.at("serviceArn"), "the ARN of a service, with its cluster");
        var deployment = match(DEPLOYMENT, json.at("resourceArn"), "the ARN of a service deployment");
        var revision = match(REVISION, details.at("targetServiceRevisionArn"), "the ARN of a service revision");
        same(service, deployment, json.at("resourceArn"));
        same(service, revision, details.at("targetServiceRevisionArn"));
        return new HookCall(
                json.at("lifecycleStage").nonBlank(),
                new Resource(Origin.aws(service.group(3), service.group(2)), Kinds.ECS_SERVICE, service.group(4)),
                deployment.group(),
                revision.group(),
                weights(details.at("productionTrafficWeights")),
                since(json.at("hookDetails", SINCE)),
                json.at("hookDetails").isObject() ? json.at("hookDetails", FOR).textOr("") : "");
    }

    private static Matcher match(Pattern form, View text, String wanted) throws JsonException {
        var match = form.matcher(text.nonBlank());
        if (!match.matches()) {
            throw text.wrong(wanted);
        }
        return match;
    }

    private static void same(Matcher service, Matcher other, View text) throws JsonException {
        for (int group = 1; group <= 4; group++) {
            if (!service.group(group).equals(other.group(group))) {
                throw text.wrong("one of the service " + service.group(4) + " in its account and region");
            }
        }
    }

    private static Map<String, Double> weights(View json) throws JsonException {
        var weights = new TreeMap<String, Double>();
        for (var revision : json.object().members().keySet()) {
            weights.put(revision, weight(json.at(revision)));
        }
        return weights;
    }

    private static double weight(View json) throws JsonException {
        var weight = json.number();
        if (weight.signum() < 0 || weight.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw json.wrong("0 to 100");
        }
        return weight.doubleValue();
    }

    private static Optional<Instant> since(View json) throws JsonException {
        if (!json.exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(json.text()));
        } catch (DateTimeException e) {
            throw json.wrong("a time in UTC");
        }
    }

    /** The share of the new revision according to the call; empty if it contains none. */
    Optional<Double> weight() {
        return Optional.ofNullable(weights.get(revision));
    }

    /** The deployment's id. */
    String id() {
        return TaskDefinitions.version(deployment);
    }
}
