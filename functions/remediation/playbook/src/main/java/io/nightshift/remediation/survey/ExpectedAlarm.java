package io.nightshift.remediation.survey;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An alarm that every resource of a kind should have.
 *
 * @param source of its signals
 * @param metrics patterns; an alarm on one of them is enough. The first is the name that is shown
 * @param why what happens without it
 */
record ExpectedAlarm(
        SignalClass.Source source, String kind, List<String> metrics, String why, Predicate<SurveyedResource> exempt) {

    static ExpectedAlarm of(SignalClass.Source source, String kind, String metric, String why) {
        return new ExpectedAlarm(source, kind, List.of(metric), why, resource -> false);
    }

    ExpectedAlarm or(String metric) {
        return new ExpectedAlarm(
                source, kind, Stream.concat(metrics.stream(), Stream.of(metric)).toList(), why, exempt);
    }

    ExpectedAlarm unless(Predicate<SurveyedResource> condition) {
        return new ExpectedAlarm(source, kind, metrics, why, condition);
    }

    Stream<MissingAlarm> missing(Inventory inventory) {
        return inventory
                .ofKind(kind)
                .filter(resource -> !exempt.test(resource))
                .filter(resource -> readAlarmsOf(resource, inventory))
                .filter(resource -> !isWatched(resource, inventory))
                .map(resource -> new MissingAlarm(resource.resource(), metrics.getFirst(), why));
    }

    private static boolean readAlarmsOf(SurveyedResource resource, Inventory inventory) {
        var origin = resource.resource().origin();
        return inventory.unread().stream()
                .filter(unread -> unread.what().equals(Unread.ALARMS))
                .noneMatch(unread ->
                        unread.place().equals(origin.region()) || unread.place().equals(origin.account()));
    }

    private boolean isWatched(SurveyedResource resource, Inventory inventory) {
        return inventory.alarms().stream()
                .flatMap(alarm -> alarm.watches().stream())
                .filter(watch -> watch.isOf(resource.resource()))
                .anyMatch(watch -> metrics.stream().anyMatch(one -> SignalPattern.matches(one, watch.metric())));
    }

    /** Whether that rule would get such an alarm. */
    boolean isOf(SignalClass rule) {
        return rule.match().source().equals(source.name())
                && rule.match().matches(kind, Map.of(source.metric(), metrics.getFirst()));
    }
}
