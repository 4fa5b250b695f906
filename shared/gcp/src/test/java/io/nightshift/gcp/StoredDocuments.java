package io.nightshift.gcp;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The documents of the {@link FirestoreStandIn}, by name. Each commit has a time of its own, to the microsecond. */
final class StoredDocuments {

    private static final int MOST_REQUEST_BYTES = 10 * 1024 * 1024;
    private static final int MOST_DOCUMENT_BYTES = 1024 * 1024;
    private static final int MOST_VALUE_BYTES = 1024 * 1024 - 89;
    private static final int MOST_ID_BYTES = 1500;
    private static final Pattern RESERVED = Pattern.compile("__.*__|\\.|\\.\\.|");

    private final String root;
    private final Map<String, Document> documents = new TreeMap<>();
    private long micros = 1_795_222_800_000_000L;

    StoredDocuments(String root) {
        this.root = root;
    }

    synchronized Timestamp now() {
        return Timestamps.fromMicros(micros);
    }

    synchronized List<Document> all() {
        return List.copyOf(documents.values());
    }

    synchronized Map<String, Document> get(Collection<String> names) {
        var found = new HashMap<>(documents);
        names.forEach(this::checkName);
        found.keySet().retainAll(new HashSet<>(names));
        return found;
    }

    static Document only(Collection<String> fields, Document document) {
        var kept = document.toBuilder().clearFields();
        document.getFieldsMap().forEach((name, value) -> {
            if (fields.contains(name)) {
                kept.putFields(name, value);
            }
        });
        return kept.build();
    }

    /** All or nothing: every precondition is looked at before anything is written. */
    synchronized CommitResponse commit(CommitRequest request) {
        if (!request.getTransaction().isEmpty()) {
            throw unknown("transactions");
        }
        if (request.getSerializedSize() > MOST_REQUEST_BYTES) {
            throw refused(Status.Code.INVALID_ARGUMENT, "Request payload size exceeds the limit: 10485760 bytes.");
        }
        long names = request.getWritesList().stream()
                .map(write -> write.hasDelete()
                        ? write.getDelete()
                        : write.getUpdate().getName())
                .distinct()
                .count();
        if (names < request.getWritesCount()) {
            throw refused(Status.Code.INVALID_ARGUMENT, "Cannot insert then insert an entity in the same request.");
        }
        request.getWritesList().forEach(this::check);
        micros += 7;
        var response = CommitResponse.newBuilder().setCommitTime(now());
        request.getWritesList().forEach(write -> response.addWriteResults(write(write)));
        return response.build();
    }

    private WriteResult write(Write write) {
        if (write.hasDelete()) {
            documents.remove(write.getDelete());
            return WriteResult.getDefaultInstance();
        }
        return write(write.getUpdate());
    }

    /** What does not change a document leaves its time, too. */
    private WriteResult write(Document update) {
        var before = documents.getOrDefault(
                update.getName(), Document.newBuilder().setCreateTime(now()).build());
        if (before.getFieldsMap().equals(update.getFieldsMap())) {
            return WriteResult.newBuilder()
                    .setUpdateTime(before.getUpdateTime())
                    .build();
        }
        documents.put(
                update.getName(),
                update.toBuilder()
                        .setCreateTime(before.getCreateTime())
                        .setUpdateTime(now())
                        .build());
        return WriteResult.newBuilder().setUpdateTime(now()).build();
    }

    private void check(Write write) {
        if (write.hasDelete()) {
            checkName(write.getDelete());
            return;
        }
        if (!write.hasUpdate() || write.hasUpdateMask() || write.getUpdateTransformsCount() > 0) {
            throw unknown("writes other than of a whole document");
        }
        var update = write.getUpdate();
        checkName(update.getName());
        update.getFieldsMap().forEach(StoredDocuments::checkField);
        int size = size(update);
        if (size > MOST_DOCUMENT_BYTES) {
            throw refused(
                    Status.Code.INVALID_ARGUMENT,
                    ("Document '%s' cannot be written because its size (%,d bytes) exceeds the maximum allowed size of"
                                    + " 1,048,576 bytes.")
                            .formatted(update.getName(), size));
        }
        check(write.getCurrentDocument(), update.getName());
    }

    private static void checkField(String name, Value value) {
        if (RESERVED.matcher(name).matches()) {
            throw refused(Status.Code.INVALID_ARGUMENT, "field name " + name + " is reserved");
        }
        if (value.getStringValueBytes().size() > MOST_VALUE_BYTES) {
            throw refused(
                    Status.Code.INVALID_ARGUMENT,
                    "The value of property \"%s\" is longer than %d bytes.".formatted(name, MOST_VALUE_BYTES));
        }
    }

    private void check(Precondition condition, String name) {
        var before = documents.get(name);
        switch (condition.getConditionTypeCase()) {
            case EXISTS -> {
                if (condition.getExists() && before == null) {
                    throw refused(Status.Code.NOT_FOUND, "No document to update: " + name);
                }
                if (!condition.getExists() && before != null) {
                    throw refused(Status.Code.ALREADY_EXISTS, "Document already exists: " + name);
                }
            }
            case UPDATE_TIME -> {
                if (Timestamps.toNanos(condition.getUpdateTime()) % 1000 != 0) {
                    throw refused(Status.Code.INVALID_ARGUMENT, "timestamp must be microsecond aligned");
                }
                if (before == null || !before.getUpdateTime().equals(condition.getUpdateTime())) {
                    throw refused(
                            Status.Code.FAILED_PRECONDITION,
                            "the stored version (%d) does not match the required base version (%d)"
                                    .formatted(
                                            before == null ? 0 : Timestamps.toMicros(before.getUpdateTime()),
                                            Timestamps.toMicros(condition.getUpdateTime())));
                }
            }
            case CONDITIONTYPE_NOT_SET -> {}
        }
    }

    /** {@code COLLECTION/DOCUMENT}, once or more below the root: https://cloud.google.com/firestore/quotas. */
    private void checkName(String name) {
        var parts = name.startsWith(root) ? name.substring(root.length()).split("/", -1) : new String[0];
        boolean even = parts.length > 0 && parts.length % 2 == 0;
        for (var part : parts) {
            even &= !RESERVED.matcher(part).matches() && part.getBytes(StandardCharsets.UTF_8).length <= MOST_ID_BYTES;
        }
        if (!even) {
            throw refused(Status.Code.INVALID_ARGUMENT, "Document name \"%s\" is not valid.".formatted(name));
        }
    }

    /** https://cloud.google.com/firestore/docs/storage-size */
    private int size(Document document) {
        int size = 16 + 32;
        for (var part : document.getName().substring(root.length()).split("/")) {
            size += text(part);
        }
        for (var field : document.getFieldsMap().entrySet()) {
            size += text(field.getKey()) + size(field.getValue());
        }
        return size;
    }

    private static int size(Value value) {
        return switch (value.getValueTypeCase()) {
            case STRING_VALUE -> text(value.getStringValue());
            case INTEGER_VALUE, TIMESTAMP_VALUE -> 8;
            default -> throw unknown("values of type " + value.getValueTypeCase());
        };
    }

    private static int text(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + 1;
    }

    static StatusRuntimeException refused(Status.Code code, String why) {
        return code.toStatus().withDescription(why).asRuntimeException();
    }

    static StatusRuntimeException unknown(String what) {
        return refused(Status.Code.UNIMPLEMENTED, "the stand-in knows no " + what);
    }
}
