package io.nightshift.backup.command;

import io.nightshift.backup.postgres.ToolLimit;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Anything that a program of the user lists, restores, counts and removes. Each verb returns within a minute; a long restore goes on
 * by itself, and {@code status} says how far it is.
 */
public record CommandBackups(ToolLimit limit) implements BackupSource {

    public static final ToolLimit LIMIT = ToolLimit.of(Duration.ofMinutes(1));

    private static final int MOST = 100;

    private static final Map<String, RestoreStatus.State> STATES = Map.of(
            "absent", RestoreStatus.State.ABSENT,
            "working", RestoreStatus.State.WORKING,
            "ready", RestoreStatus.State.READY,
            "failed", RestoreStatus.State.FAILED,
            "removing", RestoreStatus.State.REMOVING);

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().kind().equals(BackupKinds.COMMAND);
    }

    private UserProgram program(ProtectedDatabase database) throws CallFailed {
        return UserProgram.of(database, limit);
    }

    private static Json.Obj input(ProtectedDatabase database) {
        return Json.obj()
                .with("entry", database.entry())
                .with("name", database.subject().name());
    }

    private static Json.Obj input(ProtectedDatabase database, RestoreOrder order) {
        return input(database)
                .with("backup", order.backup())
                .with("restore", order.name())
                .with("run", order.run().value())
                .with("expires", order.expires().toString());
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        var program = program(database);
        var found = program.call("find", input(database), false);
        return program.read("find", found, CommandBackups::backups);
    }

    private static List<StoredBackup> backups(View found) throws JsonException {
        var all = new ArrayList<StoredBackup>();
        for (var one : found.at("backups").items()) {
            all.add(StoredBackup.available(
                            one.at("id").nonBlank(),
                            one.at("takenAt").instant(),
                            one.at("bytes").integerOr(0))
                    .encryptedWith(one.at("key").textOr("")));
        }
        return all.stream()
                .sorted(Comparator.comparing(StoredBackup::takenAt).reversed())
                .limit(MOST)
                .toList();
    }

    @Override
    public void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var status = status(database, order);
        if (status.state() == RestoreStatus.State.ABSENT) {
            if (find(database).stream().noneMatch(backup -> backup.id().equals(order.backup()))) {
                throw new CallFailed(Problem.permanent(NO_BACKUP, "there is no backup " + order.backup()));
            }
            program(database).call("restore", input(database, order), true);
        } else if (!status.isOf(order.run())) {
            throw new CallFailed(Problem.permanent(NAME_TAKEN, order.name() + " exists and is not of this run"));
        }
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var program = program(database);
        var said = program.call("status", input(database, order), false);
        return program.read("status", said, CommandBackups::status);
    }

    private static RestoreStatus status(View said) throws JsonException {
        var state = STATES.get(said.at("state").text());
        if (state == null) {
            throw said.at("state").wrong("absent, working, ready, failed or removing");
        }
        var run = said.at("run").textOr("");
        return new RestoreStatus(
                state, said.at("said").textOr(""), run.isEmpty() ? Map.of() : Map.of(RestoreOrder.RUN_TAG, run), "");
    }

    /** The program has its own ways in. */
    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) {}

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        var program = program(database);
        var counted = program.call("counts", input(database, order), false);
        return program.read("counts", counted, json -> {
            var counts = new TreeMap<String, Long>();
            for (var name : json.at("counts").object().members().keySet()) {
                counts.put(name, json.at("counts").at(name).integer());
            }
            return RestoreAccess.Counted.of(counts);
        });
    }

    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var status = status(database, order);
        if (status.state() == RestoreStatus.State.ABSENT || status.state() == RestoreStatus.State.REMOVING) {
            return;
        }
        if (!status.isOf(order.run())) {
            throw new CallFailed(Problem.permanent(NOT_OURS, order.name() + " is not of this run"));
        }
        program(database).call("remove", input(database, order), true);
    }

    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed {
        var program = program(database);
        var listed = program.call("list", input(database), false);
        return program.read("list", listed, json -> {
            var all = new ArrayList<TaggedRestore>();
            for (var one : json.at("restores").items()) {
                var run = Optional.of(one.at("run").textOr("")).filter(text -> !text.isBlank());
                if (run.isPresent()) {
                    all.add(new TaggedRestore(
                            one.at("name").nonBlank(),
                            new RunId(run.get()),
                            one.at("since").instant()));
                }
            }
            return all;
        });
    }
}
