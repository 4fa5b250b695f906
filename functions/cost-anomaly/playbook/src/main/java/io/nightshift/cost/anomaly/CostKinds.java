package io.nightshift.cost.anomaly;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;

/** The kinds of resources that runs of costs are about. */
public final class CostKinds {

    /** An entry of the policy; its name. */
    public static final String EXPORT = "cost:export";

    /** The digest of an entry; its name. */
    public static final String DIGEST = "cost:digest";

    /** Name: {@code ENTRY/ID}. */
    public static final String ANOMALY = "cost:anomaly";

    /** What a provider reported by itself; its name in the provider's words. */
    public static final String PROVIDER = "cost:provider-alert";

    /** Changes of one account that may explain a cost; the account. */
    public static final String CHANGES = "cost:changes";

    private CostKinds() {}

    public static Resource export(String entry) {
        return new Resource(Origin.NOWHERE, EXPORT, entry);
    }

    public static Resource digest(String entry) {
        return new Resource(Origin.NOWHERE, DIGEST, entry);
    }

    public static Resource anomaly(String entry, String id) {
        return new Resource(Origin.NOWHERE, ANOMALY, entry + "/" + id);
    }
}
