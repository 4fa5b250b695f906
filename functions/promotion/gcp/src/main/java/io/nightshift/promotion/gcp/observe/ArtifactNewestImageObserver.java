package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.sweep.NewestImage;
import io.nightshift.promotion.sweep.NewestImage.Age;
import io.nightshift.promotion.sweep.NewestImage.Tagged;
import io.nightshift.promotion.sweep.NewestQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the newest image in Artifact Registry among those whose tags match. A repository there contains many images, and its
 * list supports no filter: the whole list is read.
 *
 * @see <a
 *     href="https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories.dockerImages/list">Artifact
 *     Registry: dockerImages.list</a>
 */
public final class ArtifactNewestImageObserver implements Observer {

    public static final List<String> PERMISSIONS = List.of("artifactregistry.dockerimages.list");

    private static final Set<String> MISSING = Set.of("Http404", "notFound");

    private final QueryProject projects;
    private final PagedRest lists;

    public ArtifactNewestImageObserver(QueryProject projects, GcpClients clients) {
        this.projects = projects;
        this.lists = PagedRest.of(clients, "https://artifactregistry.googleapis.com/");
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.NEWEST)
                && query.subject().origin().cloud() == Cloud.GCP
                && query.subject().kind().equals(Kinds.IMAGE_REPOSITORY);
    }

    @Override
    public Observed observe(Query query) {
        try {
            return answer(NewestQuery.read(query));
        } catch (CallFailed e) {
            return MISSING.contains(e.problem().code())
                    ? NewestImage.noRepository()
                    : new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        }
    }

    private Observed answer(NewestQuery wanted) throws CallFailed {
        var path = projects.repository(wanted.image().repository()) + "/dockerImages";
        var found = new ArrayList<Tagged>();
        var ages = new LinkedHashMap<String, Instant>();
        for (var image : lists.all(path, Map.of("pageSize", "1000"), "dockerImages")) {
            PagedRest.read(image, view -> add(view, wanted, found, ages));
        }
        return NewestImage.among(found, Age.PUSHED, 0, ages);
    }

    /** @return whether it is a version of that image */
    private static boolean add(View image, NewestQuery wanted, List<Tagged> found, Map<String, Instant> ages)
            throws JsonException {
        var uri = image.at("uri").text();
        int at = uri.indexOf('@');
        if (at < 0 || !uri.substring(0, at).equals(wanted.image().name())) {
            return false;
        }
        var digest = Image.digest(image.at("uri"), uri.substring(at + 1));
        var uploaded = ProviderTimes.time(image.at("uploadTime"));
        for (var tag : image.at("tags").items()) {
            if (wanted.matches(tag.text())) {
                found.add(new Tagged(tag.text(), digest, Optional.of(uploaded)));
            }
        }
        if (wanted.against().contains(digest)) {
            ages.put(digest, uploaded);
        }
        return true;
    }
}
