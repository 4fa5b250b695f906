package io.nightshift.door;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Handled;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.core.signature.GitHubSignature;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The HTTP interface: {@code POST /signals} takes any payload that Nightshift can decode; {@code GET /healthz} tells whether
 * it works; {@code /approve} is where the links of approvers lead. A payload is answered once its signals are in the
 * ledger, so a sender that gets no 2xx may send it again without harm.
 *
 * <p>200: all is well, or parts were rejected (they are with the dead letters, the answer says why). 422: nothing in it
 * could be decoded. 401: nobody who may send, or a webhook of GitHub without its signature (it is with the dead letters,
 * too). 503: the ledger cannot be asked, the dead letters cannot be kept or a secret not be read; send it again.
 */
public final class Door {

    /** As much as the largest provider delivers, and some. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int MOST_FORM_BYTES = 16 * 1024;

    private final Decoders decoders;
    private final Engine engine;
    private final Ledger ledger;
    private final DeadLetters deadLetters;
    private final Supplier<DoorKeys> keys;
    private final FunctionHost host;
    private final String policyHash;
    private final Consumer<Payload> record;
    private final Strangers strangers = new Strangers();

    /**
     * @param keys asked at each request, so that a rotated secret is found
     * @param record gets each payload that was accepted
     */
    public Door(
            Decoders decoders,
            Engine engine,
            Ledger ledger,
            DeadLetters deadLetters,
            Supplier<DoorKeys> keys,
            FunctionHost host,
            String policyHash,
            Consumer<Payload> record) {
        this.decoders = decoders;
        this.engine = engine;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.keys = keys;
        this.host = host;
        this.policyHash = policyHash;
        this.record = record;
    }

    /** Never throws but where the body cannot be read. */
    public Reply answer(Knock knock) throws IOException {
        try {
            return route(knock, keys.get());
        } catch (LedgerException e) {
            return Reply.error(e.retryable() ? 503 : 500, "the ledger: " + e.getMessage());
        } catch (DeadLetters.UndeliverableException e) {
            // Without a place for what is rejected it must not be taken: the sender keeps it and comes again.
            host.log("dead-letters-failed", Json.obj().with("error", String.valueOf(e.getMessage())));
            return Reply.error(503, "the dead letters cannot be kept");
        } catch (SecretStore.UnreadableException e) {
            host.log("secret-unreadable", Json.obj().with("error", String.valueOf(e.getMessage())));
            return Reply.error(503, "a secret cannot be read");
        } catch (RuntimeException e) {
            host.log("bug", Json.obj().with("type", e.getClass().getName()));
            return Reply.error(500, "a fault of Nightshift itself; it is in the log");
        }
    }

    private Reply route(Knock knock, DoorKeys keys) throws IOException {
        return switch (knock.path()) {
            case "/signals" -> signals(knock, keys);
            case "/healthz" -> health();
            case "/approve" ->
                keys.approvals().isEmpty()
                        ? nothingThere()
                        : approval(knock, keys.approvals().get());
            default -> nothingThere();
        };
    }

    private static Reply nothingThere() {
        return Reply.error(404, "there are POST /signals and GET /healthz");
    }

    private Reply health() {
        ledger.runs(Optional.empty(), 1);
        return Reply.json(200, Json.obj().with("status", "up").with("policy", policyHash));
    }

    /** Needs no token: the link is signed. */
    private Reply approval(Knock knock, ApprovalLinks links) throws IOException {
        var desk = new ApprovalDesk(links, engine, ledger, host);
        return switch (knock.method()) {
            case "GET" -> Reply.page(desk.look(FormFields.of(knock.query())));
            case "POST" -> {
                var form = knock.body().read(MOST_FORM_BYTES);
                yield Reply.page(desk.answer(FormFields.of(new String(form, StandardCharsets.UTF_8))));
            }
            default -> Reply.error(405, "a link is opened by GET, and answered by POST");
        };
    }

    private Reply signals(Knock knock, DoorKeys keys) throws IOException {
        if (!knock.method().equals("POST")) {
            return Reply.error(405, "send payloads by POST");
        }
        // GitHub sends no token: its signature, which needs the body, stands for one.
        boolean fromGitHub = GitHubSignature.isClaimedBy(new Payload(new byte[0], knock.headers()));
        if (!fromGitHub && !allowed(knock, keys.token())) {
            return Reply.error(401, "send the intake token as Authorization: Bearer");
        }
        var body = knock.body().read(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return Reply.error(413, "a payload has at most " + MOST_BYTES + " bytes");
        }
        var payload = new Payload(body, knock.headers());
        return fromGitHub ? ofGitHub(payload, keys) : take(payload, GitHubDoor.withoutGitHub(decoders.decode(payload)));
    }

    private static boolean allowed(Knock knock, Optional<String> token) {
        var sent = knock.headers().getOrDefault("Authorization", "");
        return token.isEmpty()
                || MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8));
    }

    private Reply ofGitHub(Payload payload, DoorKeys keys) {
        var refusal = GitHubDoor.refusal(keys.github(), payload);
        if (refusal.isPresent()) {
            return refuse(payload, refusal.get());
        }
        return GitHubDoor.isAboutPackages(payload)
                ? take(payload, decoders.decode(payload))
                : handle(Decoded.ignored("GitHub webhook: only registry_package says something here"));
    }

    private Reply refuse(Payload payload, Rejected why) {
        boolean kept = strangers.keeps(payload.body());
        if (kept) {
            deadLetters.keep(payload.body(), List.of(why));
        }
        host.log("refused", Json.obj().with("reason", why.reason()).with("kept", kept));
        return Reply.error(401, why.reason());
    }

    private Reply take(Payload payload, Decoded decoded) {
        if (!decoded.rejected().isEmpty()) {
            deadLetters.keep(payload.body(), decoded.rejected());
        }
        var reply = handle(decoded);
        if (reply.status() == 200) {
            record.accept(payload);
        }
        return reply;
    }

    private Reply handle(Decoded decoded) {
        var handled = new ArrayList<Json>();
        for (var signal : decoded.signals()) {
            for (var result : engine.handle(signal)) {
                handled.add(handled(signal.id().value(), result));
            }
        }
        var answer = Json.obj()
                .with("handled", Json.arr(handled))
                .with("rejected", rejected(decoded.rejected()))
                .with("ignored", Json.strings(decoded.ignored()));
        host.log("payload", answer);
        boolean nothing = decoded.signals().isEmpty() && !decoded.rejected().isEmpty();
        return Reply.json(nothing ? 422 : 200, answer);
    }

    private static Json.Obj handled(String signal, Handled result) {
        return Json.obj()
                .with("signal", signal)
                .with("kind", result.kind().name())
                .with("run", result.run().<Json>map(run -> Json.of(run.value())).orElse(Json.Null.NULL))
                .with("detail", result.detail());
    }

    private static Json.Arr rejected(List<Rejected> rejected) {
        return Json.arr(rejected.stream()
                .map(one -> Json.obj().with("place", one.place()).with("reason", one.reason()))
                .toList());
    }
}
