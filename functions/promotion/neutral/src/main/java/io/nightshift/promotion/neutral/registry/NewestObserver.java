package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.sweep.NewestImage;
import io.nightshift.promotion.sweep.NewestQuery;
import io.nightshift.promotion.sweep.TagOrder;
import java.util.List;

/**
 * Answers {@link PromotionQueries#NEWEST} from the registry in the image's name. The API contains no push time: images are compared by
 * their build times. If many tags match, only the highest by name are checked, and the response contains how many were left
 * out.
 */
public record NewestObserver(Registries registries) implements Observer {

    /** Each tag costs two or three requests, which Docker Hub counts. */
    static final int MOST = 25;

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.NEWEST);
    }

    @Override
    public Observed observe(Query query) {
        try {
            var wanted = NewestQuery.read(query);
            var repository = registries.repository(wanted.image());
            var literal = wanted.literal();
            return literal.isPresent() ? look(repository, wanted, List.of(literal.get())) : listed(repository, wanted);
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", "the images to look for: " + e.getMessage()));
        }
    }

    private static Observed listed(Repository repository, NewestQuery wanted) {
        return switch (new TagList(repository).read()) {
            case TagList.Listed.Absent ignored -> NewestImage.noRepository();
            case TagList.Listed.Missed(var problem) -> new Observed.NotSeen(problem);
            case TagList.Listed.Tags(var tags) ->
                look(
                        repository,
                        wanted,
                        tags.stream()
                                .filter(wanted::matches)
                                .sorted(TagOrder.HIGHEST_LAST.reversed())
                                .toList());
        };
    }

    private static Observed look(Repository repository, NewestQuery wanted, List<String> highestFirst) {
        var looked = highestFirst.stream().limit(MOST).toList();
        return new ImageCatalog(repository).newest(looked, highestFirst.size() - looked.size(), wanted.against());
    }
}
