package io.nightshift.local.setup;

import io.nightshift.policy.RegionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a deployment on one platform, with {@code @@NAME@@} for answers, and the questions that they need. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are unmodifiable
public enum DeploymentTemplate {
    AWS(
            List.of("main.tf", "variables.tf", "outputs.tf", "versions.tf", "backend.tf", "terraform.tfvars"),
            "nightshift",
            List.of(
                    DeploymentQuestion.required("account", "AWS account", "\\d{12}", "12 digits"),
                    DeploymentQuestion.required("region", "Region", RegionName.AWS, "a region such as eu-central-1"),
                    email(),
                    DeploymentQuestion.usually(
                            "package",
                            "Package of the function (a zip)",
                            "[\\w./@+-]{1,255}",
                            "a path of letters, digits and ._/@+-",
                            "nightshift-remediation.zip"))),
    GCP(
            List.of("main.tf", "variables.tf", "outputs.tf", "versions.tf", "backend.tf", "terraform.tfvars"),
            "project",
            List.of(
                    DeploymentQuestion.required(
                            "project",
                            "Project id",
                            "[a-z][a-z0-9-]{4,28}[a-z0-9]",
                            "a project's id such as shop-prod"),
                    DeploymentQuestion.required("number", "Project number", "\\d{6,20}", "a project's number"),
                    DeploymentQuestion.required("region", "Region", RegionName.GOOGLE, "a region such as europe-west1"),
                    email(),
                    DeploymentQuestion.required(
                            "image",
                            "Image of the function",
                            "[a-z0-9./:_-]{1,255}@sha256:[0-9a-f]{64}",
                            "an image by its digest, HOST/PATH@sha256:DIGEST"))),
    KUBERNETES(
            List.of("kustomization.yaml", "account.yaml", "serve.yaml", "service.yaml", "kubeconfig"),
            "",
            List.of(
                    DeploymentQuestion.required(
                            "namespace", "Namespace", "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", "a namespace"),
                    DeploymentQuestion.required(
                            "cluster", "Name of the cluster", "[A-Za-z0-9._-]{1,63}", "a cluster's name"),
                    DeploymentQuestion.required(
                            "image",
                            "Image of Nightshift",
                            "[a-z0-9./:_-]{1,255}(@sha256:[0-9a-f]{64})?",
                            "an image, HOST/PATH@sha256:DIGEST")));

    /** Those of {@code infra/}, which pause Nightshift around an apply. */
    private static final List<String> SCRIPTS = List.of("apply", "pause");

    private static final Pattern PLACEHOLDER = Pattern.compile("@@([a-z]+)@@");

    private final List<String> files;
    private final String module;
    private final List<DeploymentQuestion> questions;

    DeploymentTemplate(List<String> files, String module, List<DeploymentQuestion> questions) {
        this.files = files;
        this.module = module;
        this.questions = questions;
    }

    private static DeploymentQuestion email() {
        return DeploymentQuestion.required(
                "email",
                "E-mail address for alarms on Nightshift itself",
                "[\\w.+-]{1,64}@[A-Za-z0-9.-]{1,190}",
                "an e-mail address");
    }

    public List<DeploymentQuestion> questions() {
        return questions;
    }

    /** The Terraform module that the folder uses; empty if it uses none. */
    public String module() {
        return module;
    }

    /** All files with the answers filled in, by their paths in the folder. */
    public Map<String, String> filled(Map<String, String> answers) {
        var filled = new LinkedHashMap<String, String>();
        var own = new ArrayList<>(List.of("nightshift.yaml", "README.md"));
        own.addAll(files);
        own.forEach(file -> filled.put(file, fill(id() + "/" + file, answers)));
        if (!module.isEmpty()) {
            SCRIPTS.forEach(script -> filled.put(script, read("pipeline/" + script)));
        }
        filled.put(".github/workflows/nightshift.yml", fill("pipeline/" + id() + ".yml", answers));
        return filled;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String fill(String resource, Map<String, String> answers) {
        return PLACEHOLDER.matcher(read(resource)).replaceAll(found -> {
            var answer = answers.get(found.group(1));
            if (answer == null) {
                throw new IllegalStateException(resource + " asks for " + found.group(1));
            }
            return Matcher.quoteReplacement(answer);
        });
    }

    private static String read(String resource) {
        try (var in = DeploymentTemplate.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no template " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
