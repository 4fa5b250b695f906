package io.nightshift.gcp;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.Timestamp;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.RunJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One turn as one commit, whose writes take effect all or not at all. Each document must be absent, or unchanged since its
 * last known update, so sending the same commit twice does no harm. The token is stored with the turn, so that a worker that
 * lost the response, or whose retry was refused, can look up whether the turn in the ledger is its own.
 */
final class FirestoreTurn {

    /** https://cloud.google.com/firestore/quotas */
    private static final int MOST_DOCUMENT_BYTES = 1024 * 1024;

    private static final int MOST_REQUEST_BYTES = 10 * 1024 * 1024;

    private static final long ANY_VERSION = -1;

    /** No document has this update time: it stands for a version that another thread of this process has just replaced. */
    private static final Timestamp NEVER = Timestamp.newBuilder().setSeconds(1).build();

    private record Place(String what, long expectedVersion, Document document) {
        String name() {
            return document.getName();
        }
    }

    private final Turn turn;
    private final String token;
    private final FirestoreDocuments documents;
    private final List<Place> places = new ArrayList<>();

    FirestoreTurn(Turn turn, String token, FirestoreDocuments documents) {
        this.turn = turn;
        this.token = token;
        this.documents = documents;
        place("run " + turn.run().id(), turn.expectedVersion(), documents.of(turn.run()));
        turn.entries()
                .forEach(entry -> place(
                        "entry " + entry.number() + " of run " + entry.run(),
                        0,
                        documents.of(entry, turn.run(), token)));
        if (turn.entries().isEmpty()) {
            place(toString(), 0, documents.ofTurn(turn.run(), token));
        }
        turn.marks().forEach(mark -> place("mark " + mark.key(), mark.expectedVersion(), documents.of(mark)));
        // It may exist from an earlier end of this run, which has learned more since.
        documents.removal(turn.run()).ifPresent(mark -> place("mark " + mark.key(), ANY_VERSION, documents.of(mark)));
    }

    private void place(String what, long expectedVersion, Document document) {
        int size = documents.bytes(document);
        if (size > MOST_DOCUMENT_BYTES) {
            throw new LedgerException(tooLarge(what, size), false);
        }
        places.add(new Place(what, expectedVersion, document));
    }

    private String tooLarge(String what, int size) {
        var run = turn.run();
        return ("%s would take %d bytes, Firestore stores at most %d in one document"
                        + " (characters of the run's state: %d, plan: %d, whole run: %d)")
                .formatted(
                        what,
                        size,
                        MOST_DOCUMENT_BYTES,
                        run.state().text().length(),
                        run.plan().text().length(),
                        RunJson.of(run).text().length());
    }

    @Override
    public String toString() {
        return "turn " + turn.run().version() + " of run " + turn.run().id();
    }

    /** The documents that must exist and for which this process does not know the update time of their version. */
    List<String> unseen(SeenVersions seen) {
        return places.stream()
                .filter(place -> place.expectedVersion() > 0)
                .filter(place ->
                        seen.updated(place.name(), place.expectedVersion()).isEmpty())
                .map(Place::name)
                .toList();
    }

    CommitRequest request(String database, SeenVersions seen) {
        var request = CommitRequest.newBuilder().setDatabase(database);
        for (var place : places) {
            var write = Write.newBuilder().setUpdate(place.document());
            request.addWrites(
                    place.expectedVersion() == ANY_VERSION ? write : write.setCurrentDocument(condition(place, seen)));
        }
        var built = request.build();
        if (built.getSerializedSize() > MOST_REQUEST_BYTES) {
            throw new LedgerException(
                    "%s takes %d bytes; Firestore takes %d at once"
                            .formatted(this, built.getSerializedSize(), MOST_REQUEST_BYTES),
                    false);
        }
        return built;
    }

    private static Precondition condition(Place place, SeenVersions seen) {
        var condition = Precondition.newBuilder();
        return place.expectedVersion() == 0
                ? condition.setExists(false).build()
                : condition
                        .setUpdateTime(seen.updated(place.name(), place.expectedVersion())
                                .orElse(NEVER))
                        .build();
    }

    /** The next turn depends on the documents of this one, mostly in the same process. */
    void written(List<WriteResult> results, SeenVersions seen) {
        for (int i = 0; i < places.size(); i++) {
            var document = places.get(i).document();
            if (document.containsFields(FirestoreDocuments.VERSION)) {
                seen.saw(
                        document.getName(),
                        FirestoreDocuments.version(document),
                        results.get(i).getUpdateTime());
            }
        }
    }

    List<String> names() {
        return places.stream().map(Place::name).toList();
    }

    /** Reports whether this commit took effect: the first entry, or the turn itself, is written once and never again. */
    boolean isWritten(Map<String, Document> found) {
        var witness = found.get(places.get(1).name());
        return witness != null
                && FirestoreDocuments.text(witness, FirestoreDocuments.TURN).equals(token);
    }

    /**
     * The document among these names that does not have the version that this turn expects, judged by the found documents.
     */
    Optional<String> stale(List<String> names, Map<String, Document> found) {
        return places.stream()
                .filter(place -> names.contains(place.name()))
                .flatMap(place -> stale(place, found).stream())
                .findFirst();
    }

    private static Optional<String> stale(Place place, Map<String, Document> found) {
        if (place.expectedVersion() == ANY_VERSION) {
            return Optional.empty();
        }
        var document = found.getOrDefault(place.name(), Document.getDefaultInstance());
        long version = FirestoreDocuments.version(document);
        if (version != place.expectedVersion()) {
            return Optional.of("%s has version %d, not %d".formatted(place.what(), version, place.expectedVersion()));
        }
        // Entries and turns have no version: they are written once.
        return place.expectedVersion() == 0 && found.containsKey(place.name())
                ? Optional.of(place.what() + " is there already")
                : Optional.empty();
    }
}
