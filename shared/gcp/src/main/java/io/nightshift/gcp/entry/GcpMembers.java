package io.nightshift.gcp.entry;

import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.MemberEntries;
import io.nightshift.entry.MemberEntries.InvalidEntryException;
import io.nightshift.entry.Variables;
import io.nightshift.gcp.GcpMember;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The other projects that a host works in.
 *
 * @param sinks {@code projects/PROJECT/subscriptions/NAME} of the subscriptions whose topics only log sinks publish to
 */
public record GcpMembers(List<GcpMember> projects, Set<String> sinks) {

    /** The host works in its own projects only. */
    public static final GcpMembers NONE = new GcpMembers(List.of(), Set.of());

    private static final String PROJECTS = "NIGHTSHIFT_MEMBER_PROJECTS";
    private static final String SINKS = "NIGHTSHIFT_SINK_SUBSCRIPTIONS";

    public static final EnvironmentVariable PROJECTS_KEY = new EnvironmentVariable(
            PROJECTS,
            false,
            "Other projects that it works in, by a service account of each: `[{\"project\": ID, \"serviceAccount\": EMAIL, \"subscriptions\": [NAME]}]`; a message of one of these `subscriptions` speaks for the project.");

    /** The variables of a function. */
    static final List<EnvironmentVariable> KEYS = List.of(
            PROJECTS_KEY,
            new EnvironmentVariable(
                    SINKS,
                    false,
                    "The subscriptions, separated by commas, whose topics only log sinks publish to: a log entry in them speaks for the project of its log."));

    private static final Pattern PROJECT = Pattern.compile("([a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9-]{1,63}@[a-z0-9.-]{1,200}\\.gserviceaccount\\.com");
    private static final Pattern SUBSCRIPTION =
            Pattern.compile("projects/[a-z0-9.:-]{6,120}/subscriptions/[A-Za-z][\\w.~+%-]{2,254}");
    private static final Set<String> NAMES = Set.of("project", "serviceAccount", "subscriptions");

    public GcpMembers {
        projects = List.copyOf(projects);
        sinks = Set.copyOf(sinks);
    }

    /** Reports problems to the variables; each names the entry, and none repeats a value. */
    public static GcpMembers read(Variables variables, Set<String> own) {
        var sinks = variables.list(SINKS, GcpMembers::isSubscription, "projects/PROJECT/subscriptions/NAME");
        return new GcpMembers(
                MemberEntries.read(variables, PROJECTS, own, GcpMember::project, GcpMembers::member), sinks);
    }

    private static boolean isSubscription(String name) {
        return SUBSCRIPTION.matcher(name).matches();
    }

    private static GcpMember member(View entry) throws InvalidEntryException {
        MemberEntries.only(entry, NAMES);
        var project = MemberEntries.text(entry.at("project"), PROJECT, "a project's id such as shop-prod");
        var account = MemberEntries.text(
                entry.at("serviceAccount"), ACCOUNT, "a service account, NAME@PROJECT.iam.gserviceaccount.com");
        var named = entry.at("subscriptions");
        var subscriptions = named.exists()
                ? MemberEntries.texts(
                        named, GcpMembers::isSubscription, "a list of projects/PROJECT/subscriptions/NAME")
                : Set.<String>of();
        return new GcpMember(project, account, subscriptions);
    }

    public MemberAccounts accounts(Set<String> own) {
        return MemberAccounts.of(
                Cloud.GCP, own, projects.stream().map(GcpMember::project).collect(Collectors.toSet()));
    }
}
