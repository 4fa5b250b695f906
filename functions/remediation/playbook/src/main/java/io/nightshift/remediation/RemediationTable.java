package io.nightshift.remediation;

import static io.nightshift.remediation.EpisodePhase.ACTING;
import static io.nightshift.remediation.EpisodePhase.ASKING;
import static io.nightshift.remediation.EpisodePhase.DEFERRED;
import static io.nightshift.remediation.EpisodePhase.DONE;
import static io.nightshift.remediation.EpisodePhase.EXPIRING;
import static io.nightshift.remediation.EpisodePhase.LOOKING;
import static io.nightshift.remediation.EpisodePhase.SOAKING;
import static io.nightshift.remediation.EpisodePhase.UNDOING;
import static io.nightshift.remediation.EpisodePhase.WAITING;

import io.nightshift.core.act.Query;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.PhaseTable;
import io.nightshift.core.machine.Question;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Resource;
import java.util.Optional;

/** The transition table of a remediation. */
final class RemediationTable {

    static final Question<View> ALARM = new Question<>(Query.ALARM, (health, details) -> details);

    static final Question<View> READ_BACK = new Question<>(Query.READ_BACK, (health, details) -> details);

    /** The answer of a group's health is one of its unhealthy members, if the platform names one. */
    static final Question<Optional<String>> HEALTH = new Question<>(Query.HEALTH, (health, details) -> {
        var unhealthy = details.at("unhealthy");
        return unhealthy.isArray() ? unhealthy.at(0).optionalText() : Optional.empty();
    });

    /** The workload that owns a pod, if one does. */
    static final Question<Optional<Resource>> OWNER = new Question<>(Query.OWNER, (health, details) -> {
        var owner = details.at("owner");
        return owner.exists() ? Optional.of(Resource.fromJson(owner)) : Optional.empty();
    });

    /** What a rung acts on that names a relation instead of a resource. */
    static final Question<RelatedResources> RELATED =
            new Question<>(Query.RELATED, (health, details) -> RelatedResources.read(details));

    static final PhaseTable<EpisodePhase, RemediationMachine, Episode> TABLE = table();

    private static PhaseTable<EpisodePhase, RemediationMachine, Episode> table() {
        var table = PhaseTable.<EpisodePhase, RemediationMachine, Episode>of(LOOKING, DONE);

        var queries = table.rows()
                .on(ALARM, RemediationMachine::alarm)
                .on(READ_BACK, RemediationMachine::readBack)
                .on(HEALTH, RemediationMachine::health)
                .on(OWNER, RemediationMachine::owner)
                .on(RELATED, RemediationMachine::targets)
                .blind(RemediationMachine::blind);
        queries.row(LOOKING, "queries whether what was reported is still so", RemediationMachine::query)
                .to(ACTING, SOAKING, DONE);
        queries.row(WAITING, "gives the act its time to help, then queries again", RemediationMachine::query)
                .to(ACTING, UNDOING, SOAKING, EXPIRING, DONE)
                .also(LOOKING);
        queries.row(DEFERRED, "waits until a guardrail allows the rung, then queries again", RemediationMachine::query)
                .to(LOOKING, SOAKING, DONE);
        queries.row(SOAKING, "waits while the subject stays well, then queries once more", RemediationMachine::query)
                .to(WAITING, LOOKING, EXPIRING, DONE);
        table.rows(RemediationMachine::expiry)
                .on(READ_BACK, Expiry::readBack)
                .blind(Expiry::blind)
                .row(EXPIRING, "keeps an act for its time, undoes it then, and reads that back", Expiry::go)
                .to(UNDOING, WAITING, DONE);

        var acts = table.rows()
                .acted(RemediationMachine::acted)
                .failed(RemediationMachine::failed)
                .noTimer();
        acts.row(ACTING, "performs the rung's act", RemediationMachine::act)
                .to(WAITING, SOAKING, DEFERRED, ASKING, DONE)
                .also(LOOKING);
        acts.row(UNDOING, "undoes an act that did not help, or that has expired", RemediationMachine::act)
                .acted(RemediationMachine::undone)
                .failed(RemediationMachine::notUndone)
                .to(LOOKING, EXPIRING, DONE);
        acts.row(ASKING, "waits for the approvers", (machine, state) -> Step.of(state))
                .approved(RemediationMachine::approved)
                .unapproved(RemediationMachine::unapproved)
                .to(LOOKING, SOAKING, DONE);
        return table.build();
    }

    private RemediationTable() {}
}
