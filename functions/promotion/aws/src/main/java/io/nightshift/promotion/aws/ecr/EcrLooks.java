package io.nightshift.promotion.aws.ecr;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.Looks;
import io.nightshift.promotion.aws.account.Account;
import io.nightshift.promotion.gate.ScanLimits;
import io.nightshift.promotion.sweep.Wanted;
import java.time.InstantSource;
import java.util.Set;

/** Answers what is asked of a repository in ECR: what a tag names, which image is the newest, and what a scan found. */
public final class EcrLooks implements Observer {

    private static final Set<String> IMAGES = Set.of(Looks.IMAGE, Looks.NEWEST);
    private static final Set<String> SCANNERS = Set.of("ecr", "inspector");

    private final Account account;
    private final InstantSource clock;

    public EcrLooks(Account account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public boolean observes(Query query) {
        return Account.isA(Kinds.IMAGE_REPOSITORY, query.subject())
                && (IMAGES.contains(query.name()) || (query.name().equals(Looks.GATE) && ours(query.with())));
    }

    private static boolean ours(Json.Obj with) {
        return with.get("gate") instanceof Json.Obj gate
                && gate.get("kind") instanceof Json.Str(var kind)
                && kind.equals("scan")
                && gate.get("source") instanceof Json.Str(var source)
                && SCANNERS.contains(source);
    }

    @Override
    public Observed observe(Query query) {
        try {
            var ecr = account.of(query.subject()).ecr();
            var repository = query.subject().name();
            return switch (query.name()) {
                case Looks.IMAGE -> new ImageLook(ecr, repository).look(query);
                case Looks.NEWEST -> new NewestLook(ecr, repository).look(Wanted.read(query));
                default -> gate(new ScanGate(ecr, repository), View.of(query.with()));
            };
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        }
    }

    private Observed gate(ScanGate scan, View with) throws CallFailed, JsonException {
        var limits = ScanLimits.read(with.at("gate"));
        return scan.judge(Image.digest(with.at("digest")), limits, clock.instant())
                .seen();
    }
}
