package io.nightshift.promotion.nginx;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.policy.MetricSource;
import java.util.Optional;

/** The source {@code nginx}, as far as a policy can be checked without its logs. */
public record NginxSource() implements MetricSource {

    @Override
    public String name() {
        return NginxMetrics.SOURCE;
    }

    @Override
    public Optional<String> limitedTo(Resource target) {
        return target.kind().equals(TargetKinds.NGINX_UPSTREAM)
                ? Optional.empty()
                : Optional.of("targets of kind " + TargetKinds.NGINX_UPSTREAM);
    }

    @Override
    public void checkMetric(View metric, boolean together) throws JsonException {
        NginxMetric.of(metric);
    }
}
