package io.nightshift.remediation.gcp.survey;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.gcp.PagedRest;
import io.nightshift.gcp.decode.GcpFormats;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedFinding;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The open findings of Security Command Center in one project, each read as the notification that tells about it.
 *
 * @see <a href="https://cloud.google.com/security-command-center/docs/reference/rest/v2/projects.sources.findings/list">findings.list</a>
 */
record FindingSurvey(PagedRest scc, Decoders decoders, String project, SurveyReading reading) {

    static final String ROOT = "https://securitycenter.googleapis.com/";

    private static final String OPEN = "state=\"ACTIVE\" AND NOT mute=\"MUTED\"";

    static FindingSurvey of(PagedRest scc, String project, SurveyReading reading) {
        return new FindingSurvey(scc, new Decoders(GcpFormats.all()), project, reading);
    }

    void read() throws CallFailed {
        var path = "v2/projects/" + project + "/sources/-/findings";
        for (var result : scc.all(path, Map.of("filter", OPEN, "pageSize", "1000"), "listFindingsResults")) {
            var payload = PagedRest.read(result, View::object).text().getBytes(StandardCharsets.UTF_8);
            decoders.decode(Payload.of(payload)).signals().stream()
                    .filter(Signal.Finding.class::isInstance)
                    .map(Signal.Finding.class::cast)
                    .map(SurveyedFinding::new)
                    .forEach(reading::add);
        }
    }
}
