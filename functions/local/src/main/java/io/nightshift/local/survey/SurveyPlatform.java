package io.nightshift.local.survey;

import io.nightshift.core.engine.EngineHost;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where a survey can be made. */
public enum SurveyPlatform {
    AWS,
    GCP,
    KUBERNETES;

    /**
     * Connects to it.
     *
     * @param environment the variables that name places and credentials
     * @param regions those of the command line; empty for those of the environment
     * @throws SurveySource.Unavailable with what is missing, in words
     */
    public SurveySource connect(Map<String, String> environment, List<String> regions, EngineHost host, Instant now)
            throws SurveySource.Unavailable {
        return switch (this) {
            case AWS -> AwsSurveySource.of(environment, regions, now);
            case GCP -> GcpSurveySource.of(environment, now);
            case KUBERNETES -> KubernetesSurveySource.of(environment, host, now);
        };
    }

    /** As {@code --cloud} and JSON name it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
