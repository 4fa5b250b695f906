package io.nightshift.promotion.aws.ecr;

import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.gate.GateAnswer;
import io.nightshift.promotion.neutral.gate.ScanLimits;
import io.nightshift.promotion.sweep.NewestQuery;
import java.time.InstantSource;
import java.util.Set;
import software.amazon.awssdk.services.ecr.EcrClient;

/** Answers queries about a repository in ECR: the image of a tag, the newest image, scan findings, signatures. */
public final class EcrObserver implements Observer {

    private static final Set<String> IMAGES = Set.of(PromotionQueries.IMAGE, PromotionQueries.NEWEST);

    private final AwsRegions regions;
    private final InstantSource clock;

    public EcrObserver(AwsRegions regions, InstantSource clock) {
        this.regions = regions;
        this.clock = clock;
    }

    @Override
    public boolean observes(Query query) {
        return query.subject().is(Cloud.AWS, Kinds.IMAGE_REPOSITORY)
                && (IMAGES.contains(query.name())
                        || (query.name().equals(PromotionQueries.GATE) && ours(query.with())));
    }

    private static boolean ours(Json.Obj with) {
        var gate = View.of(with).at("gate");
        return isSigner(gate)
                || (Fields.says(gate.at("kind"), "scan") && Fields.says(gate.at("source"), "ecr", "inspector"));
    }

    private static boolean isSigner(View gate) {
        return Fields.says(gate.at("kind"), "attestation") && Fields.says(gate.at("by"), "aws-signer");
    }

    @Override
    public Observed observe(Query query) {
        try {
            var ecr = regions.of(query.subject()).ecr();
            var repository = query.subject().name();
            return switch (query.name()) {
                case PromotionQueries.IMAGE -> new EcrImages(ecr, repository).look(query);
                case PromotionQueries.NEWEST -> new EcrNewestImage(ecr, repository).look(NewestQuery.read(query));
                default -> gate(ecr, repository, View.of(query.with())).seen();
            };
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        }
    }

    private GateAnswer gate(EcrClient ecr, String repository, View with) throws CallFailed, JsonException {
        var gate = with.at("gate");
        var digest = Image.digest(with.at("digest"));
        return isSigner(gate)
                ? new SigningGate(ecr, repository).judge(digest, gate.at("name").textOr(""))
                : new ScanGate(ecr, repository).judge(digest, ScanLimits.read(gate), clock.instant());
    }
}
