package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import io.nightshift.rotation.engine.CheckReport.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The preflight of one rotation at a database: reads and logs in, no more. */
abstract class DatabaseCheck {

    final DatabaseLogin login;
    final RotationTarget target;
    private final DatabaseAccess access;
    private final List<Shortcoming> problems = new ArrayList<>();

    DatabaseCheck(DatabaseAccess access, DatabaseLogin login, RotationTarget target) {
        this.access = access;
        this.login = login;
        this.target = target;
    }

    final CheckReport report() {
        checkFields();
        PoolerHost.checks(target).forEach(problems::add);
        var usage = sound() ? read() : Optional.<Usage>empty();
        if (usage.isPresent()) {
            target.application().ifPresent(this::checkApplication);
        }
        return new CheckReport(List.copyOf(problems), usage);
    }

    /** What is wrong without a look at the system. */
    abstract void checkFields();

    /** Where the administrator, or the user itself, logs in. */
    abstract SystemEndpoint server();

    /** What the system says; empty if the rotation cannot go on. */
    abstract Optional<Usage> read(Connection connection) throws SQLException;

    /** How a pooler learns the password that it refuses. */
    abstract String poolerFix();

    final void problem(String field, String message, String fix) {
        problems.add(new Shortcoming(field, message, fix));
    }

    final boolean sound() {
        return problems.isEmpty();
    }

    /** The endpoint is a pooler. */
    final void poolerInstead(String what) {
        problem(
                "host",
                target.endpoint().address() + " is " + what,
                "name the database's own host, and this one as the application's endpoint");
    }

    private Optional<Usage> read() {
        try {
            return access.within(server(), target.admin().orElse(target.old()), this::read);
        } catch (SQLException e) {
            problems.add(login.shortcoming(target.endpoint(), target.admin().isPresent() ? "admin" : "password", e));
        } catch (CallFailed e) {
            problem("host", e.problem().message(), "try again");
        }
        return Optional.empty();
    }

    private void checkApplication(SystemEndpoint application) {
        switch (login.at(application, target.old())) {
            case LoginResult.Accepted ignored -> {}
            case LoginResult.Refused(var reason) -> problem("application", reason, poolerFix());
            case LoginResult.Unreachable(var reason) -> problem("application", reason, "correct its host and port");
        }
    }
}
