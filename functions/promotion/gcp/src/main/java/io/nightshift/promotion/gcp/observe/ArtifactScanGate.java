package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.gate.Finding;
import io.nightshift.promotion.neutral.gate.GateAnswer;
import io.nightshift.promotion.neutral.gate.ScanFindings;
import io.nightshift.promotion.neutral.gate.ScanLimits;
import io.nightshift.promotion.neutral.gate.Severity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gate {@code scan} with Artifact Analysis: {@code {kind: "scan", source: "artifact-analysis", atMost, fixableOnly?,
 * ignore?}}. Vulnerabilities count only after every discovery of the image is finished; no discovery means that the scan has
 * not begun, or never will if scanning is disabled.
 *
 * @see <a href="https://cloud.google.com/artifact-analysis/docs/os-scanning-automatically">Artifact Analysis: scanning</a>
 */
public final class ArtifactScanGate implements Observer {

    public static final List<String> PERMISSIONS = List.of("containeranalysis.occurrences.list");

    private final QueryProject projects;
    private final PagedRest lists;
    private final InstantSource clock;

    public ArtifactScanGate(QueryProject projects, GcpClients clients, InstantSource clock) {
        this.projects = projects;
        this.lists = PagedRest.of(clients, "https://containeranalysis.googleapis.com/");
        this.clock = clock;
    }

    @Override
    public boolean observes(Query query) {
        var gate = View.of(query.with()).at("gate");
        return query.name().equals(PromotionQueries.GATE)
                && Fields.says(gate.at("kind"), "scan")
                && Fields.says(gate.at("source"), "artifact-analysis");
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var image = Image.of(with.at("image"), with.at("image").nonBlank());
            var limits = ScanLimits.read(with.at("gate"));
            return answer(image, Image.digest(with.at("digest")), limits).seen();
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadGate", "the gate cannot be read: " + e.getMessage()));
        }
    }

    private GateAnswer answer(Image image, String digest, ScanLimits limits) throws CallFailed {
        var repository = image.repository().origin();
        if (repository.cloud() != Cloud.GCP) {
            return GateAnswer.closed(
                    "Artifact Analysis scans images of Artifact Registry, and " + image.name() + " is elsewhere");
        }
        var project = projects.checked(repository.account(), repository.account());
        var place = "https://" + image.name() + "@" + digest;
        var states = new TreeSet<String>();
        for (var discovery : occurrences(project, "DISCOVERY", place)) {
            states.add(PagedRest.read(
                    discovery, view -> view.at("discovery", "analysisStatus").textOr("ANALYSIS_STATUS_UNSPECIFIED")));
        }
        return states.isEmpty()
                ? GateAnswer.notYet(
                        "Artifact Analysis has not begun to scan it; is the Container Scanning API enabled?")
                : answer(states, project, place, limits);
    }

    /** The worst state counts: an image has a discovery for each kind of package. */
    private GateAnswer answer(Set<String> states, String project, String place, ScanLimits limits) throws CallFailed {
        for (var failed : List.of("FINISHED_FAILED", "FINISHED_UNSUPPORTED")) {
            if (states.contains(failed)) {
                return GateAnswer.closed("Artifact Analysis could not scan it: " + failed);
            }
        }
        states.remove("FINISHED_SUCCESS");
        states.remove("COMPLETE");
        return states.isEmpty()
                ? limits.judge(new ScanFindings.Listed(findings(project, place)), clock.instant())
                : GateAnswer.notYet("Artifact Analysis is at it: " + String.join(", ", states));
    }

    private List<View> occurrences(String project, String kind, String place) throws CallFailed {
        var filter = "kind=\"%s\" AND resourceUrl=\"%s\"".formatted(kind, place);
        return lists.all(
                "v1/projects/" + project + "/occurrences", Map.of("filter", filter, "pageSize", "1000"), "occurrences");
    }

    private List<Finding> findings(String project, String place) throws CallFailed {
        var findings = new ArrayList<Finding>();
        for (var occurrence : occurrences(project, "VULNERABILITY", place)) {
            findings.add(PagedRest.read(occurrence, ArtifactScanGate::finding));
        }
        return findings;
    }

    private static Finding finding(View occurrence) throws JsonException {
        var found = occurrence.at("vulnerability");
        var note = occurrence.at("noteName").nonBlank();
        var names = new LinkedHashSet<String>();
        names.add(note.substring(note.lastIndexOf('/') + 1));
        found.at("shortDescription")
                .optionalText()
                .filter(text -> !text.isBlank())
                .ifPresent(names::add);
        var word = severity(found);
        var severity = Severity.of(word)
                .orElseThrow(() -> new JsonException(found.path() + " has a severity that is not known"));
        return new Finding(
                List.copyOf(names), severity, found.at("fixAvailable").boolOr(false));
    }

    /** The distribution's own severity takes precedence over the general one. */
    private static String severity(View found) throws JsonException {
        var effective = found.at("effectiveSeverity").textOr("SEVERITY_UNSPECIFIED");
        return effective.equals("SEVERITY_UNSPECIFIED")
                ? found.at("severity").textOr("SEVERITY_UNSPECIFIED")
                : effective;
    }
}
