package io.nightshift.promotion.entry;

import io.nightshift.core.json.JsonException;
import io.nightshift.entry.Variables;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.policy.PromotionPolicies;
import io.nightshift.promotion.policy.PromotionPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The services of a policy by name, as the playbook reads them. */
public final class PlannedServices {

    private PlannedServices() {}

    public static PlanRequirements of(Policy policy) {
        return new PlanRequirements(read(policy, promotion -> PlanRequirements.Service.of(promotion.plan())));
    }

    /** The public keys that their gates name, by variable, if these are set. */
    public static Map<String, String> keys(PlanRequirements uses, Variables variables) {
        var keys = new HashMap<String, String>();
        for (var service : uses.services()) {
            service.keyVariables().forEach(name -> variables.get(name).ifPresent(pem -> keys.put(name, pem)));
        }
        return keys;
    }

    interface Reader<T> {
        T read(PromotionPolicy promotion) throws JsonException;
    }

    static <T> List<T> read(Policy policy, Reader<T> reader) {
        var services = new ArrayList<T>();
        try {
            for (var promotion : PromotionPolicies.of(policy).values()) {
                services.add(reader.read(promotion));
            }
        } catch (JsonException e) {
            throw new IllegalStateException("the policy is valid, and its plan is not: " + e.getMessage(), e);
        }
        return services;
    }
}
