package io.nightshift.console.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.ApiRoutes;
import io.nightshift.api.FormFields;
import io.nightshift.console.Clicks;
import io.nightshift.console.ConsoleAccess;
import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.Visitor;
import io.nightshift.console.page.AuditPage;
import io.nightshift.console.page.GuardrailsPage;
import io.nightshift.console.page.NowPage;
import io.nightshift.console.page.PolicyPage;
import io.nightshift.console.page.RulesPage;
import io.nightshift.console.page.RunPage;
import io.nightshift.console.page.RunsPage;
import io.nightshift.console.page.SearchPage;
import io.nightshift.console.page.SwitchPage;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.PageFrame;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.ConstantTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The console below {@code /console}: finds the page, checks who asks, and renders what the page says. */
public final class Console implements ApiRoutes {

    private static final String ROOT = "/console";
    private static final int MOST_FORM_BYTES = 1024 * 1024;

    /** Only what this host sends; no script and no style inside a page. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "same-origin",
            "X-Content-Type-Options",
            "nosniff",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "X-Robots-Tag",
            "noindex",
            "Cache-Control",
            "private, no-cache");

    private final ConsoleSources sources;
    private final ConsoleAccess access;
    private final List<ConsolePage> pages;
    private final boolean streams;
    private final ConsoleAssets assets = new ConsoleAssets();
    private final ChangeFeed changes;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /**
     * @param more the pages of functions
     * @param streams whether the host sends live bodies; else pages ask again from time to time
     */
    public Console(ConsoleSources sources, ConsoleAccess access, List<ConsolePage> more, boolean streams) {
        this.sources = sources;
        this.access = access;
        this.streams = streams;
        changes = new ChangeFeed(sources.ledger(), sources.host());
        var clicks = new Clicks(sources);
        pages = new ArrayList<>(List.of(new NowPage(sources), new RunsPage(sources), new RunPage(sources, clicks)));
        pages.addAll(more);
        pages.addAll(List.of(
                new RulesPage(sources),
                new GuardrailsPage(sources),
                new SwitchPage(sources, clicks),
                new PolicyPage(sources),
                new AuditPage(sources),
                new SearchPage(sources)));
    }

    @Override
    public boolean serves(ApiRequest request) {
        return isBelow(request.path());
    }

    /** Reports whether the console serves the path. */
    public static boolean isBelow(String path) {
        return path.equals("/") || path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    @Override
    public ApiResponse answer(ApiRequest request) throws IOException {
        if (request.path().equals("/")) {
            return ApiResponse.seeOther(ROOT);
        }
        var asset = assets.answer(request);
        var answer = asset.isPresent() ? asset.get() : guarded(request);
        for (var header : HEADERS.entrySet()) {
            answer = answer.headers().containsKey(header.getKey())
                    ? answer
                    : answer.header(header.getKey(), header.getValue());
        }
        return answer;
    }

    private ApiResponse guarded(ApiRequest request) throws IOException {
        var own = access.own(request);
        if (own.isPresent()) {
            return own.get();
        }
        return switch (access.decide(request)) {
            case ConsoleAccess.Decision.Refused(var refusal) -> refusal;
            case ConsoleAccess.Decision.Granted(var visitor) -> page(request, visitor);
        };
    }

    private ApiResponse page(ApiRequest request, Visitor visitor) throws IOException {
        var rest = request.path().substring(ROOT.length());
        return switch (request.method()) {
            case "GET", "HEAD" ->
                rest.equals("/live") && streams ? live() : shown(request, rest, visitor, read(request, visitor));
            case "POST" -> posted(request, rest, visitor);
            default -> ApiResponse.notAllowed("pages are read by GET, and forms are sent by POST", "GET, HEAD, POST");
        };
    }

    private ApiResponse live() {
        return ApiResponse.of(200, "text/event-stream", new byte[0])
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .live(changes);
    }

    private PageRequest read(ApiRequest request, Visitor visitor) {
        return new PageRequest(
                "",
                FormFields.of(request.query()),
                false,
                visitor,
                sources.host().instant());
    }

    private ApiResponse posted(ApiRequest request, String rest, Visitor visitor) throws IOException {
        var form = request.body().read(MOST_FORM_BYTES + 1);
        if (form.length > MOST_FORM_BYTES) {
            return failed(request, visitor, 413, "Too much", "A form has at most 1 MiB.");
        }
        var fields = FormFields.of(new String(form, StandardCharsets.UTF_8));
        if (access.isForeign(request) || !ConstantTime.isSame(fields.getOrDefault("token", ""), visitor.token())) {
            sources.host().log("refused", Json.obj().with("reason", "a form of the console that another page sent"));
            return failed(
                    request,
                    visitor,
                    403,
                    "Not sent from here",
                    "The form is from another page, or from before you signed in. Go back, reload, and send it again.");
        }
        var asked = new PageRequest("", fields, true, visitor, sources.host().instant());
        return shown(request, rest, visitor, asked);
    }

    private ApiResponse shown(ApiRequest request, String rest, Visitor visitor, PageRequest asked) {
        for (var page : pages) {
            var below = below(page.path(), rest);
            if (below.isPresent()) {
                var there = new PageRequest(below.get(), asked.fields(), asked.posted(), visitor, asked.now());
                var body = body(page, there);
                if (body.isPresent()) {
                    return rendered(request, visitor, page, asked, body.get());
                }
            }
        }
        return unknown(request, visitor);
    }

    private Optional<PageBody> body(ConsolePage page, PageRequest asked) {
        try {
            return page.show(asked);
        } catch (LedgerException e) {
            return Optional.of(new PageBody(
                    503,
                    "The ledger does not answer",
                    "Nothing is lost: " + e.getMessage() + ". Reload in a moment.",
                    List.of()));
        }
    }

    private static Optional<String> below(String path, String rest) {
        if (rest.equals(path) || rest.equals(path + "/")) {
            return Optional.of("");
        }
        return !path.isEmpty() && rest.startsWith(path + "/")
                ? Optional.of(rest.substring(path.length() + 1))
                : Optional.empty();
    }

    private ApiResponse rendered(
            ApiRequest request, Visitor visitor, ConsolePage page, PageRequest asked, PageBody body) {
        if (body.status() == 303) {
            return ApiResponse.seeOther(body.lead());
        }
        var table = Block.table(body.blocks());
        if (asked.field("format").filter("csv"::equals).isPresent() && table.isPresent() && !asked.posted()) {
            return CsvText.of(table.get());
        }
        boolean live = page.live() && !asked.posted();
        return html(request, visitor, ROOT + page.path(), live, table.isPresent() && !asked.posted(), body);
    }

    private ApiResponse unknown(ApiRequest request, Visitor visitor) {
        return failed(
                request, visitor, 404, "Nothing here", "There is no page at this address. The menu has all of them.");
    }

    private ApiResponse failed(ApiRequest request, Visitor visitor, int status, String title, String sentence) {
        return html(request, visitor, "", false, false, new PageBody(status, title, sentence, List.of()));
    }

    private ApiResponse html(
            ApiRequest request, Visitor visitor, String current, boolean live, boolean csv, PageBody body) {
        var out = new StringOutput();
        var self = request.path() + (request.query().isEmpty() ? "" : "?" + request.query());
        var frame = new PageFrame(
                menu(),
                current,
                live ? streams ? "events" : "poll" : "",
                self,
                visitor.name(),
                visitor.token(),
                access.description(),
                access.signsOut(),
                csv ? self + (request.query().isEmpty() ? "?" : "&") + "format=csv" : "",
                assets.address("console.css"),
                List.of(assets.address("htmx.min.js"), assets.address("console.js")),
                assets.address("icon.svg"));
        templates.render("layout.jte", Map.of("page", body, "frame", frame), out);
        return ApiResponse.of(
                        body.status(),
                        "text/html; charset=utf-8",
                        out.toString().getBytes(StandardCharsets.UTF_8))
                .tagged(request);
    }

    private List<PageFrame.MenuLink> menu() {
        return pages.stream()
                .filter(page -> !page.menu().isEmpty())
                .map(page -> new PageFrame.MenuLink(page.menu(), ROOT + page.path(), page.count()))
                .toList();
    }
}
