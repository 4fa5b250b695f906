package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.Map;
import java.util.Optional;

/**
 * The URL map of a target HTTP proxy. A proxy for HTTPS may share its present one, so that another map redirects, which belongs to
 * the owner of the load balancer.
 *
 * @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/targetHttpProxies/setUrlMap">setUrlMap</a>
 */
record ProxyRedirect(GcpApis apis, DeclaredAction act) implements Setting {

    private static final String URL_MAP = "urlMap";

    private boolean isRegional() {
        return act.target().name().contains("/");
    }

    private GoogleResource proxy() throws CallFailed {
        return GoogleResource.of(apis.rest(), act.target());
    }

    private Call redirecting() {
        var name = act.target().name();
        var place = isRegional() ? "regions/" + name.substring(0, name.indexOf('/')) : "global";
        return GoogleResource.compute(act.target(), place + "/urlMaps/" + act.text("url-map"));
    }

    @Override
    public Optional<State> read() throws CallFailed {
        var found = proxy().find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var call = redirecting();
        var map = apis.rest().find(call);
        boolean redirects = map.isPresent() && GoogleResource.read(map.get(), ProxyRedirect::redirects);
        var now = GoogleResource.read(found.get(), proxy -> proxy.at(URL_MAP).textOr(""));
        return Optional.of(State.of(Map.of(), GoogleResource.path(now), GoogleResource.path(call.path()))
                .cannotIf(!redirects, "URL map " + act.text("url-map") + " does not redirect everything to HTTPS"));
    }

    private static boolean redirects(View map) throws JsonException {
        return map.at("defaultUrlRedirect", "httpsRedirect").boolOr(false)
                && map.at("hostRules").items().isEmpty();
    }

    /** The path of a global proxy does not contain {@code global} in this method. */
    @Override
    public void write(Json from, Json to) throws CallFailed {
        var proxy = proxy();
        var call = isRegional()
                ? proxy.call()
                : GoogleResource.compute(
                        act.target(), "targetHttpProxies/" + act.target().name());
        proxy.change(call.then("/setUrlMap").with("POST", Json.obj().with(URL_MAP, to)));
    }
}
