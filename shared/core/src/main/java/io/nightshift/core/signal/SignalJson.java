package io.nightshift.core.signal;

import io.nightshift.core.json.Json;
import java.util.Map;

/** The JSON form of signals that {@code nightshift decode} prints and ledger entries hold. */
public final class SignalJson {

    private SignalJson() {}

    /** {@code {signals:[...], rejected:[{place, reason}], ignored:[reason]}}. */
    public static Json.Obj of(Decoded decoded) {
        var rejected = decoded.rejected().stream()
                .map(each -> Json.obj().with("place", each.place()).with("reason", each.reason()))
                .toList();
        return Json.obj()
                .with(
                        "signals",
                        Json.arr(decoded.signals().stream().map(SignalJson::of).toList()))
                .with("rejected", Json.arr(rejected))
                .with("ignored", Json.strings(decoded.ignored()));
    }

    public static Json.Obj of(Signal signal) {
        var origin = signal.origin();
        var common = Json.obj()
                .with("type", signal.type())
                .with("id", signal.id().value())
                .with("time", signal.time().toString())
                .with("source", signal.header().source())
                .with(
                        "origin",
                        Json.obj()
                                .with("cloud", origin.cloud().id())
                                .with("account", origin.account())
                                .with("region", origin.region()))
                .with("subject", signal.subject().label())
                .with("name", signal.name());
        var json = special(common, signal).with("labels", Json.strings(signal.labels()));
        var links = signal.header().links();
        return links.isEmpty() ? json : json.with("links", Json.strings(links));
    }

    private static Json.Obj change(Json.Obj json, Signal.ChangeEffect effect) {
        return effect == Signal.ChangeEffect.CHANGED ? json : json.with("effect", effect.id());
    }

    private static Json.Obj counts(Map<String, Long> findings) {
        var counts = Json.obj();
        for (var entry : findings.entrySet()) {
            counts = counts.with(entry.getKey(), entry.getValue());
        }
        return counts;
    }

    private static Json.Obj special(Json.Obj common, Signal signal) {
        return switch (signal) {
            case Signal.Alarm alarm ->
                common.with("state", alarm.state().id())
                        .with("key", alarm.key())
                        .with("severity", alarm.severity())
                        .with("reason", alarm.reason());
            case Signal.LogLine line -> common.with("severity", line.severity()).with("message", line.message());
            case Signal.ResourceChange change ->
                change(common.with("message", change.message()).with("actor", change.actor()), change.effect());
            case Signal.Finding finding ->
                common.with("title", finding.title())
                        .with("severity", finding.severity())
                        .with("open", finding.open());
            case Signal.ProviderNotice notice ->
                common.with("category", notice.category())
                        .with("status", notice.status())
                        .with("message", notice.message());
            case Signal.FunctionResult result ->
                common.with("succeeded", result.succeeded())
                        .with("condition", result.condition())
                        .with("message", result.message());
            case Signal.ImagePush push ->
                common.with("image", push.image()).with("digest", push.digest()).with("tag", push.tag());
            case Signal.ImageScan scan ->
                common.with("image", scan.image())
                        .with("digest", scan.digest())
                        .with("status", scan.status())
                        .with("findings", counts(scan.findings()));
            case Signal.Request request -> common.with("what", request.what()).with("by", request.by());
            case Signal.Due ignored -> common;
            case Signal.Notice notice -> common.with("message", notice.message());
        };
    }
}
