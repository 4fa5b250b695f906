package io.nightshift.remediation.gcp.survey;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the alerting policies of one project, and what they should be about. */
public final class GcpSurvey {

    /** A survey has time: a throttled page is requested again after up to 8 s. */
    public static final RetryPolicy RETRY_POLICY = new RetryPolicy(
            6, Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(8));

    public static final List<String> PERMISSIONS = List.of(
            "cloudsql.instances.list",
            "compute.instanceGroupManagers.list",
            "monitoring.alertPolicies.list",
            "monitoring.uptimeCheckConfigs.list",
            "run.services.list",
            "securitycenter.findings.list");

    private GcpSurvey() {}

    public static Inventory of(GcpClients clients, String project, Instant now, Consumer<String> progress) {
        var reading = new SurveyReading(project, progress);
        var things = new ArrayList<MonitoredThing>();
        var incidents = SampleIncident.of(project, now);
        var resources = new ResourceSurvey(clients, incidents, things, reading);
        var policies = new PolicySurvey(
                PagedRest.of(clients, PolicySurvey.ROOT), incidents, things, new ArrayList<>(), reading);
        return reading.part("instance groups", resources::groups)
                .part("Cloud SQL instances", resources::databases)
                .part("Cloud Run services", resources::services)
                .part("uptime checks", policies::readChecks)
                .part(Unread.ALARMS, policies::readPolicies)
                .part("findings", FindingSurvey.of(PagedRest.of(clients, FindingSurvey.ROOT), project, reading)::read)
                .inventory();
    }
}
