package io.nightshift.promotion.plan;

import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a set of services uses together. The minimal permissions of an identity follow from it. */
public record PlanRequirements(List<Service> services) {

    public PlanRequirements {
        services = List.copyOf(services);
    }

    /** @param repository the repository of its image */
    public record Service(PromotionSpec description, Resource repository) {

        /** @param plan in the form that {@link PromotionSpec#read} reads */
        public static Service of(Json.Obj plan) throws JsonException {
            var description = PromotionSpec.read(plan);
            var image = Image.of(View.of(plan).at("image"), description.image());
            return new Service(description, image.repository());
        }

        public List<PromotionTarget> targets(String kind) {
            return description.stages().stream()
                    .flatMap(stage -> stage.targets().stream())
                    .filter(target -> target.resource().kind().equals(kind))
                    .distinct()
                    .toList();
        }

        /** The descriptions of its gates of that kind. */
        public List<View> gates(String kind) {
            return ofGates(kind).map(View::of).toList();
        }

        private Stream<Json.Obj> ofGates(String kind) {
            return description.stages().stream()
                    .flatMap(stage -> stage.gates().stream())
                    .filter(gate -> gate.kind().equals(kind))
                    .map(Gate::description);
        }

        /** The variables of its signature gates' keys. */
        public List<String> keyVariables() {
            return ofGates("signature")
                    .map(gate -> gate.get("keyFromEnv"))
                    .flatMap(name -> name instanceof Json.Str(var variable) ? Stream.of(variable) : Stream.empty())
                    .toList();
        }
    }

    public List<PromotionTarget> targets(String kind) {
        return services.stream()
                .flatMap(service -> service.targets(kind).stream())
                .distinct()
                .toList();
    }

    /** The verification jobs of that kind. */
    public Set<Resource> jobs(String kind) {
        return stages().stream()
                .flatMap(stage -> stage.verify().stream())
                .flatMap(check -> check.job().stream())
                .filter(job -> job.kind().equals(kind))
                .collect(Collectors.toSet());
    }

    /** The targets whose stages query metrics from that source. */
    public Set<Resource> measured(String source) {
        return targets(stage -> stage.analysis().metrics(), source);
    }

    /** The targets whose stages monitor alarms of that source. */
    public Set<Resource> alarmed(String source) {
        return targets(stage -> stage.analysis().alarms(), source);
    }

    private interface Watched {
        List<Json.Obj> of(Stage stage);
    }

    private Set<Resource> targets(Watched watched, String source) {
        return stages().stream()
                .filter(stage -> watched.of(stage).stream()
                        .anyMatch(one -> Json.of(source).equals(one.get("source"))))
                .flatMap(stage -> stage.targets().stream())
                .map(PromotionTarget::resource)
                .collect(Collectors.toSet());
    }

    private List<Stage> stages() {
        return services.stream()
                .flatMap(service -> service.description().stages().stream())
                .toList();
    }
}
