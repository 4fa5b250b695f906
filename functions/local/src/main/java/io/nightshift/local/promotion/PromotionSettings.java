package io.nightshift.local.promotion;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.local.host.AwsSettings;
import io.nightshift.local.host.FunctionSettings;
import io.nightshift.local.host.GcpSettings;
import io.nightshift.local.host.SettingsReading;
import io.nightshift.promotion.aws.cloudwatch.CloudWatchObserver;
import io.nightshift.promotion.gcp.observe.TimeSeriesObserver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of promotion from the environment.
 *
 * @param nginx the nginx of this machine that is a promotion target, if any
 * @param open the promotion checks that belong to no cloud
 */
record PromotionSettings(Optional<LocalNginxSettings> nginx, NeutralSettings open) implements FunctionSettings {

    static final List<EnvironmentVariable> KEYS = Stream.concat(
                    LocalNginxSettings.KEYS.stream(), NeutralSettings.KEYS.stream())
            .toList();

    static PromotionSettings read(SettingsReading reading) {
        var variables = reading.variables();
        var wanted = RequiredSettings.of(reading.policy());
        var nginx = LocalNginxSettings.read(variables);
        var open = NeutralSettings.read(variables, wanted);
        if (reading.serving()) {
            wanted.check(
                    variables,
                    open,
                    nginx.isPresent(),
                    List.of(open.prometheusSource(), cloudWatch(reading.aws()), cloudMonitoring(reading.gcp())));
        }
        return new PromotionSettings(nginx, open);
    }

    private static RequiredSettings.Source cloudWatch(boolean connected) {
        return new RequiredSettings.Source(
                CloudWatchObserver.SOURCE,
                "CloudWatch",
                AwsSettings.ACCOUNT,
                "the account, with " + AwsSettings.REGIONS,
                connected);
    }

    private static RequiredSettings.Source cloudMonitoring(boolean connected) {
        return new RequiredSettings.Source(
                TimeSeriesObserver.SOURCE, "Cloud Monitoring", GcpSettings.PROJECTS, "the ids of projects", connected);
    }

    @Override
    public boolean onAPlatform() {
        return nginx.isPresent();
    }
}
