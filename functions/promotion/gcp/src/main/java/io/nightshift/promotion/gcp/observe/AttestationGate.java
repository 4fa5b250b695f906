package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.gate.GateAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The gate {@code attestation} with Binary Authorization: {@code {kind: "attestation", by: "binary-authorization", name:
 * "projects/P/attestors/A"}}. The attestations of the digest belong to the attestor's note in Container Analysis. Binary
 * Authorization itself validates them (the signature, the keys, and the digest), so a mere entry there does not let an image
 * through. The gate does not check whether a cluster's policy requires this attestor.
 *
 * @see <a
 *     href="https://cloud.google.com/binary-authorization/docs/reference/rest/v1/projects.attestors/validateAttestationOccurrence">Binary
 *     Authorization: validateAttestationOccurrence</a>
 */
public final class AttestationGate implements Observer {

    public static final List<String> PERMISSIONS = List.of(
            "binaryauthorization.attestors.get",
            "binaryauthorization.attestors.verifyImageAttested",
            "containeranalysis.notes.listOccurrences");

    /** The maximum number for one digest and one attestor: far more than expected. */
    private static final int MOST = 20;

    private static final int LONGEST_REASON = 200;

    private static final Pattern ATTESTOR = Pattern.compile("projects/([a-z0-9:.-]+)/attestors/[A-Za-z0-9_-]+");
    private static final Pattern NOTE = Pattern.compile("projects/[a-z0-9:.-]+/notes/[A-Za-z0-9_.-]+");

    private final QueryProject projects;
    private final PagedRest attestors;
    private final PagedRest notes;

    public AttestationGate(QueryProject projects, GcpClients clients) {
        this.projects = projects;
        this.attestors = PagedRest.of(clients, "https://binaryauthorization.googleapis.com/");
        this.notes = PagedRest.of(clients, "https://containeranalysis.googleapis.com/");
    }

    @Override
    public boolean observes(Query query) {
        var gate = View.of(query.with()).at("gate");
        return query.name().equals(PromotionQueries.GATE)
                && Fields.says(gate.at("kind"), "attestation")
                && Fields.says(gate.at("by"), "binary-authorization");
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var image = Image.of(with.at("image"), with.at("image").nonBlank());
            var place = "https://" + image.name() + "@" + Image.digest(with.at("digest"));
            return answer(attestor(with.at("gate", "name")), place).seen();
        } catch (CallFailed e) {
            return GateAnswer.unasked("Binary Authorization", e.problem()).seen();
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadGate", "the gate cannot be read: " + e.getMessage()));
        }
    }

    private String attestor(View name) throws CallFailed, JsonException {
        var attestor = ATTESTOR.matcher(name.nonBlank());
        if (!attestor.matches()) {
            throw name.wrong("an attestor such as projects/shop-prod/attestors/built-by-ci");
        }
        return projects.checked(attestor.group(1), attestor.group());
    }

    private GateAnswer answer(String attestor, String place) throws CallFailed {
        var found = View.of(attestors.get("v1/" + attestor, Map.of()));
        var note = PagedRest.read(
                found, view -> view.at("userOwnedGrafeasNote", "noteReference").textOr(""));
        if (!NOTE.matcher(note).matches()) {
            return GateAnswer.closed(attestor + " has no note that attestations could stand at");
        }
        var denials = new ArrayList<String>();
        for (var attestation : attestations(note, place)) {
            var verdict = View.of(validate(attestor, note, place, attestation));
            if (PagedRest.read(verdict, view -> view.at("result").textOr("")).equals("VERIFIED")) {
                return GateAnswer.open(attestor + " attested it, by Binary Authorization's own word");
            }
            denials.add(PagedRest.read(verdict, view -> view.at("denialReason").textOr("it gives no reason")));
        }
        return denials.isEmpty()
                ? GateAnswer.notYet(attestor + " has not attested it")
                : GateAnswer.closed("%d attestations by %s, and none holds: %s"
                        .formatted(denials.size(), attestor, brief(denials.getFirst())));
    }

    private static String brief(String reason) {
        var line = reason.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), LONGEST_REASON));
    }

    /** Only for this image, even if the filter matched others. */
    private List<Json.Obj> attestations(String note, String place) throws CallFailed {
        var parameters = Map.of("filter", "resourceUrl=\"" + place + "\"", "pageSize", "100");
        var attestations = new ArrayList<Json.Obj>();
        for (var occurrence : notes.all("v1/" + note + "/occurrences", parameters, "occurrences")) {
            if (attestations.size() < MOST
                    && Fields.says(occurrence.at("resourceUri"), place)
                    && occurrence.at("attestation").exists()) {
                attestations.add(PagedRest.read(
                        occurrence, view -> view.at("attestation").object()));
            }
        }
        return attestations;
    }

    private Json.Obj validate(String attestor, String note, String place, Json.Obj attestation) throws CallFailed {
        return attestors.post(
                "v1/" + attestor + ":validateAttestationOccurrence",
                Json.obj()
                        .with("attestation", attestation)
                        .with("occurrenceNote", note)
                        .with("occurrenceResourceUri", place));
    }
}
