package io.nightshift.local.cli;

import io.nightshift.aws.AwsRole;
import io.nightshift.aws.IamStatement;
import io.nightshift.aws.MemberGrant;
import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of {@code iam} for other accounts and projects, and both sides of what they grant. */
final class IamMembers {

    private static final Pattern OF_AWS =
            Pattern.compile("(arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/[\\w+,.@/-]{1,576})=([\\w+=,.@:/-]{2,1224})");
    private static final Pattern OF_GCP =
            Pattern.compile("([a-z][a-z0-9:.-]{4,120})=([a-z0-9-]+@[a-z0-9.-]+\\.gserviceaccount\\.com)");

    @Option(
            names = "--member",
            paramLabel = "MEMBER",
            description =
                    "Another account, ROLE_ARN=EXTERNAL_ID, or project, PROJECT=SERVICE_ACCOUNT; may be repeated.")
    private List<String> named = List.of();

    @Option(
            names = "--host-role",
            paramLabel = "ARN",
            description = "AWS: the function's own role (default: role/nightshift of --account).")
    private Optional<String> hostRole = Optional.empty();

    boolean areNamed() {
        return !named.isEmpty();
    }

    /** @param text prints one part under its title */
    private record Section(String title, Consumer<IamPrinter> text) {}

    /** What the host is allowed, and what each member grants. */
    record BothSides(Json host, List<Json> members, List<Section> sections) {

        void print(IamPrinter printer) {
            if (printer.json()) {
                printer.terminal().print(Json.obj().with("host", host).with("members", Json.arr(members)));
                return;
            }
            for (var section : sections) {
                printer.title(section.title());
                section.text().accept(printer);
            }
        }
    }

    /**
     * Both sides on AWS.
     *
     * @param policies the policy document of the function for infrastructure and resources of that account
     */
    BothSides ofAws(AwsRole role, Function<AwsRole, Json.Obj> policies, List<String> secrets) {
        return ofAws(role, ownRole(role), policies, secrets);
    }

    /** @param ownRole the function's role, where the command line names none */
    BothSides ofAws(AwsRole role, String ownRole, Function<AwsRole, Json.Obj> policies, List<String> secrets) {
        var by = hostRole.orElse(ownRole);
        var grants = members(OF_AWS, "ROLE_ARN=EXTERNAL_ID").stream()
                .map(member -> new MemberGrant(Arn.parse(member.group(1)).orElseThrow(), member.group(2), by))
                .toList();
        grants.forEach(grant -> check(grant.role(), role));
        var statements = statements(policies.apply(role), role.account());
        statements.add(MemberGrant.toAssume(
                grants.stream().map(grant -> grant.role().toString()).toList()));
        var host = IamStatement.document(statements);
        var sections = new ArrayList<>(List.of(new Section("host: permissions of " + by, out -> out.print(host))));
        var members = new ArrayList<Json>();
        for (var grant : grants) {
            var policy = work(in(grant.role(), role), policies, secrets);
            members.add(Json.obj()
                    .with("role", grant.role().toString())
                    .with("trust", grant.trust())
                    .with("policy", policy));
            sections.add(new Section("member: trust policy of " + grant.role(), out -> out.print(grant.trust())));
            sections.add(new Section("member: permissions of " + grant.role(), out -> out.print(policy)));
        }
        return new BothSides(host, members, sections);
    }

    private static void check(Arn member, AwsRole host) {
        if (member.account().equals(host.account())) {
            throw new CommandError(
                    ExitCode.USAGE, "--member " + member + " is in the host's own account; a member is another one");
        }
        if (!member.partition().equals(host.partition())) {
            throw new CommandError(
                    ExitCode.USAGE,
                    "--member %s is in the partition %s, the host in %s: no role is assumed from one to the other"
                            .formatted(member, member.partition(), host.partition()));
        }
    }

    private String ownRole(AwsRole role) {
        if (hostRole.isEmpty() && role.account().equals("*")) {
            throw new CommandError(ExitCode.USAGE, "--member needs --account or --host-role: who assumes the role?");
        }
        return String.join(":", "arn", role.partition(), "iam", "", role.account(), "role/nightshift");
    }

    private static AwsRole in(Arn member, AwsRole host) {
        return new AwsRole(
                member.partition(),
                member.account(),
                host.region(),
                host.table(),
                host.queue(),
                host.scheduleGroup(),
                host.schedulerRole());
    }

    /** The member's side: the function's work there, without ledger, timers and dead letters. */
    private static Json.Obj work(AwsRole role, Function<AwsRole, Json.Obj> policies, List<String> secrets) {
        var work = statements(policies.apply(role), role.account());
        work.removeIf(statement -> role.isOwn(statement, secrets));
        return IamStatement.document(work);
    }

    private static List<Json> statements(Json.Obj policy, String account) {
        try {
            var all = new ArrayList<Json>();
            for (var statement : View.of(policy).at("Statement").items()) {
                all.add(statement.json());
            }
            return account.equals("*") ? all : MemberGrant.inAccount(all, account);
        } catch (JsonException e) {
            throw new IllegalStateException("a policy document of another shape", e);
        }
    }

    /** Both sides on Google Cloud. */
    BothSides ofGcp(GcpRole role, Function<GcpRole, List<RoleGrant>> grants, List<String> secrets) {
        var host = new ArrayList<>(grants.apply(role));
        var members = new ArrayList<Json>();
        var sections = new ArrayList<Section>();
        for (var member : members(OF_GCP, "PROJECT=SERVICE_ACCOUNT")) {
            var project = member.group(1);
            if (project.equals(role.project())) {
                throw new CommandError(
                        ExitCode.USAGE, "--member " + project + " is the host's own project; a member is another one");
            }
            host.add(new RoleGrant(
                    "member " + project,
                    "projects/" + project + "/serviceAccounts/" + member.group(2),
                    Set.of(GcpRole.IMPERSONATE),
                    ""));
            var its = GcpRole.of(project);
            var work = new ArrayList<>(grants.apply(its));
            work.removeAll(its.own(secrets));
            members.add(Json.obj()
                    .with("project", project)
                    .with("serviceAccount", member.group(2))
                    .with(
                            "grants",
                            Json.arr(work.stream().map(RoleGrant::toJson).toList())));
            sections.add(new Section("member: grants to " + member.group(2), out -> out.print(work)));
        }
        sections.addFirst(new Section("host: grants to the function's service account", out -> out.print(host)));
        return new BothSides(Json.arr(host.stream().map(RoleGrant::toJson).toList()), members, sections);
    }

    /** The members as a list for a file of variables. */
    String asTerraform() {
        return list(members(OF_AWS, "ROLE_ARN=EXTERNAL_ID").stream()
                .map(member -> "{ role = \"" + member.group(1) + "\", externalId = \"" + member.group(2) + "\" }"));
    }

    /** The same of projects. */
    String ofGcpAsTerraform() {
        return list(members(OF_GCP, "PROJECT=SERVICE_ACCOUNT").stream()
                .map(member ->
                        "{ project = \"" + member.group(1) + "\", service_account = \"" + member.group(2) + "\" }"));
    }

    private static String list(Stream<String> entries) {
        var lines = entries.map(entry -> "  " + entry + ",\n").collect(Collectors.joining());
        return lines.isEmpty() ? "[]" : "[\n" + lines + "]";
    }

    private List<Matcher> members(Pattern form, String expected) {
        return named.stream()
                .map(text -> {
                    var member = form.matcher(text);
                    if (!member.matches()) {
                        throw new CommandError(ExitCode.USAGE, "--member is invalid: expected " + expected);
                    }
                    return member;
                })
                .toList();
    }
}
