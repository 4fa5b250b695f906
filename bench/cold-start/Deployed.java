import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A function as it is deployed.
 *
 * @param name as the rows of the table begin
 * @param module the folder of its module
 * @param entry the class that the platform is given
 * @param shrunk whether it is one jar in {@code target/function}, else the module's jar and its libraries
 * @param runtime the folder with the platform's own jars
 * @param variables that it needs besides those of every function
 */
record Deployed(String name, Path module, String entry, boolean shrunk, Path runtime, Map<String, String> variables) {

    Deployed(String name, Path module, String entry, boolean shrunk, Path runtime) {
        this(name, module, entry, shrunk, runtime, Map.of());
    }

    private static final Path REMEDIATION = Path.of("functions/remediation");
    private static final Path PROMOTION = Path.of("functions/promotion");
    private static final Path LAMBDA = REMEDIATION.resolve("aws/target/function/runtime");
    private static final Path FRAMEWORK = REMEDIATION.resolve("gcp/target/function/runtime");

    static final List<Deployed> ON_LAMBDA = List.of(
            new Deployed(
                    "Lambda",
                    REMEDIATION.resolve("aws"),
                    "io.nightshift.remediation.aws.RemediationHandler",
                    true,
                    LAMBDA),
            new Deployed(
                    "Lambda, promotion",
                    PROMOTION.resolve("entry-aws"),
                    "io.nightshift.promotion.entry.aws.PromotionHandler",
                    true,
                    LAMBDA),
            new Deployed(
                    "Lambda, rotation",
                    Path.of("functions/rotation/aws"),
                    "io.nightshift.rotation.aws.RotationHandler",
                    true,
                    LAMBDA),
            new Deployed(
                    "Lambda, backup (Spring)",
                    Path.of("functions/backup-verification/entry-aws"),
                    "io.nightshift.backup.entry.aws.BackupHandler",
                    false,
                    LAMBDA,
                    Map.of(
                            "NIGHTSHIFT_RESTORE_SECRET",
                            "arn:aws:secretsmanager:eu-central-1:111122223333:secret:restore-AbCdEf")));

    /** On Lambda as well; its first event is a command of Slack. */
    static final Deployed CHATS = new Deployed(
            "Lambda, chats",
            Path.of("functions/chatops/entry-aws"),
            "io.nightshift.chatops.aws.ChatHandler",
            true,
            LAMBDA,
            Map.of(
                    "NIGHTSHIFT_POLICY_TEXT", "version: 1\npeople: {alice: {slack: UALICE}}\nrules: []\n",
                    "NIGHTSHIFT_SLACK_SIGNING_SECRET", SlackLambda.SECRET,
                    "NIGHTSHIFT_SLACK_APP", "A0123",
                    "NIGHTSHIFT_SLACK_TEAM", "T0123",
                    "NIGHTSHIFT_CHAT_FUNCTIONS",
                            "remediation=arn:aws:lambda:eu-central-1:111122223333:function:remediation"));

    static final List<Deployed> ON_CLOUD_RUN = List.of(
            new Deployed(
                    "Cloud Run",
                    REMEDIATION.resolve("gcp"),
                    "io.nightshift.remediation.gcp.RemediationFunction",
                    false,
                    FRAMEWORK),
            new Deployed(
                    "Cloud Run, promotion",
                    PROMOTION.resolve("entry-gcp"),
                    "io.nightshift.promotion.entry.gcp.PromotionFunction",
                    false,
                    FRAMEWORK),
            new Deployed(
                    "Cloud Run, rotation",
                    Path.of("functions/rotation/gcp"),
                    "io.nightshift.rotation.gcp.RotationFunction",
                    false,
                    FRAMEWORK),
            new Deployed(
                    "Cloud Run, backup (Spring)",
                    Path.of("functions/backup-verification/entry-gcp"),
                    "io.nightshift.backup.entry.gcp.BackupFunction",
                    false,
                    FRAMEWORK,
                    Map.of("NIGHTSHIFT_RESTORE_SECRET", "a-secret-of-more-than-32-characters")));

    /** Where it was packaged, and where its AOT cache and its log go. */
    Path folder() {
        return module.resolve("target/function");
    }

    private List<Path> own() {
        return shrunk ? List.of(folder()) : List.of(folder().getParent(), folder().resolve("lib"));
    }

    /** All on one class path: what an invoker loads by a class loader of its own cannot be in an AOT cache. */
    String classPath() throws IOException {
        var folders = new ArrayList<>(own());
        folders.add(runtime);
        return Jars.in(folders.toArray(Path[]::new)).classPath();
    }

    /** The size of what is deployed, in bytes. */
    long size() throws IOException {
        return Jars.in(own().toArray(Path[]::new)).size();
    }
}
