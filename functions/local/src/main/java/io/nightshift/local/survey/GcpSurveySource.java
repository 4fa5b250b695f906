package io.nightshift.local.survey;

import io.nightshift.entry.Variables;
import io.nightshift.gcp.GcpClients;
import io.nightshift.local.host.GcpSettings;
import io.nightshift.remediation.gcp.survey.GcpSurvey;
import io.nightshift.remediation.survey.Inventory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The projects that the environment names. */
record GcpSurveySource(List<String> projects, GcpClients clients, Instant now) implements SurveySource {

    static GcpSurveySource of(Map<String, String> environment, Instant now) throws Unavailable {
        var variables = new Variables(environment);
        var settings = GcpSettings.read(variables);
        if (!variables.problems().isEmpty()) {
            throw new Unavailable("the environment: " + String.join("; ", variables.problems()));
        }
        if (settings.isEmpty()) {
            throw new Unavailable("which project? Set NIGHTSHIFT_GCP_PROJECTS to ids such as shop-prod,shop-data");
        }
        return new GcpSurveySource(
                settings.get().projects(), patient(settings.get().clients()), now);
    }

    private static GcpClients patient(GcpClients clients) {
        return new GcpClients(clients.credentials(), clients.rest(), clients.grpc(), GcpSurvey.RETRY_POLICY);
    }

    @Override
    public Inventory read(Consumer<String> progress) {
        return projects.stream()
                .map(project -> GcpSurvey.of(clients, project, now, progress))
                .reduce(Inventory.EMPTY, Inventory::and);
    }
}
