package io.nightshift.aws.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the parameters of a call that name a resource. The name of a call is a verb and a noun ({@code ModifyDBInstance},
 * {@code DeleteBucketPolicy}), and parameters repeat the noun ({@code dBInstanceIdentifier}, {@code bucketName}).
 */
final class CloudTrailParameters {

    /** A resource by its id or ARN; the kind is empty for an ARN. */
    record Named(String kind, String id) {}

    /** A member of the parameters at any depth, in lower case; {@code parent} is the name of the object that it is in. */
    record Field(String parent, String name, String text) {}

    private static final int MOST_FIELDS = 400;
    private static final int DEEPEST = 6;

    private static final Pattern VERSION = Pattern.compile("[0-9]{4}_?[0-9]{2}_?[0-9]{2}(v[0-9])?$|V[0-9]$");
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /** How a parameter ends after the noun; the form that names it best comes first. */
    private static final List<String> ENDINGS = List.of("arn", "identifier", "id", "uuid", "name", "url", "");

    /** Nouns of EC2 that its parameters shorten, and that of ELB and others that name it otherwise. */
    private static final Map<String, String> SHORT = Map.of(
            "securitygroup", "group",
            "address", "allocation",
            "keypair", "key",
            "resourcerecordset", "hostedzone");

    private static final Map<String, String> EC2_IDS = Map.ofEntries(
            Map.entry("i", "ec2:instance"),
            Map.entry("mi", "ssm:managed-instance"),
            Map.entry("sg", "ec2:security-group"),
            Map.entry("sgr", "ec2:security-group-rule"),
            Map.entry("vol", "ec2:volume"),
            Map.entry("snap", "ec2:snapshot"),
            Map.entry("ami", "ec2:image"),
            Map.entry("vpc", "ec2:vpc"),
            Map.entry("subnet", "ec2:subnet"),
            Map.entry("eni", "ec2:network-interface"),
            Map.entry("acl", "ec2:network-acl"),
            Map.entry("eipalloc", "ec2:address"),
            Map.entry("rtb", "ec2:route-table"),
            Map.entry("igw", "ec2:internet-gateway"),
            Map.entry("nat", "ec2:nat-gateway"),
            Map.entry("lt", "ec2:launch-template"),
            Map.entry("fl", "ec2:flow-log"),
            Map.entry("vpce", "ec2:vpc-endpoint"),
            Map.entry("tgw", "ec2:transit-gateway"));

    private static final Pattern EC2_ID = Pattern.compile("([a-z]+)-[0-9a-f]{8,17}");

    private final String service;
    private final List<String> words;

    CloudTrailParameters(String service, String event) {
        this.service = service;
        var bare = VERSION.matcher(event).replaceFirst("");
        this.words = List.of(WORD.split(bare.length() > 128 ? bare.substring(0, 128) : bare));
    }

    /**
     * The resources that the call's noun names. A noun that is a known kind comes first ({@code PutMetricAlarm}: the alarm, not
     * its metric); a bare {@code name} or {@code id} of another noun comes last.
     */
    List<Named> named(List<View> places) throws JsonException {
        var fields = new ArrayList<List<Field>>();
        for (var place : places) {
            fields.add(fields(place));
        }
        var nouns = nouns();
        var known = nouns.stream()
                .filter(noun -> AwsKinds.table(service, noun).isPresent())
                .toList();
        return Stream.of(
                        named(fields, known, true), named(fields, nouns, false), named(fields, nouns, only().isEmpty()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Named> named(List<List<Field>> places, List<String> nouns, boolean bare) {
        for (var noun : nouns) {
            for (var ending : ENDINGS) {
                for (var place : places) {
                    var found = named(place, field -> fits(field, noun, ending), noun);
                    var parts =
                            found.isEmpty() ? named(place, field -> isPartOf(field, noun, ending, bare), noun) : found;
                    if (!parts.isEmpty()) {
                        return parts;
                    }
                }
            }
        }
        return List.of();
    }

    private List<Named> named(List<Field> place, Predicate<Field> wanted, String noun) {
        return place.stream()
                .filter(wanted)
                .filter(field -> !isOfAws(field.text()))
                .map(field -> resource(noun, field.text()))
                .toList();
    }

    /** The parameters whose name, without its ending, is a known kind of the service; in EC2 also any resource's id. */
    List<Named> known(List<View> places) throws JsonException {
        for (var place : places) {
            var fields = fields(place);
            for (var field : fields) {
                if (kindOf(field).isPresent()) {
                    return fields.stream()
                            .filter(other -> other.name().equals(field.name()))
                            .flatMap(other -> kindOf(other).map(kind -> new Named(kind, other.text())).stream())
                            .toList();
                }
            }
        }
        return List.of();
    }

    private Optional<String> kindOf(Field field) {
        var id = byId(field.text());
        if (id.isPresent() && service.equals("ec2")) {
            return id;
        }
        var name = field.name();
        for (var ending : ENDINGS) {
            if (!ending.isEmpty() && name.endsWith(ending) && name.length() > ending.length()) {
                var kind = AwsKinds.table(service, name.substring(0, name.length() - ending.length()));
                if (kind.isPresent()) {
                    return kind;
                }
            }
        }
        return name.equals("name") ? only() : Optional.empty();
    }

    /** CloudTrail's calls name a trail by {@code name} alone, and those of EKS a cluster. */
    private Optional<String> only() {
        return switch (service) {
            case "cloudtrail" -> Optional.of("cloudtrail:trail");
            case "eks" -> Optional.of("eks:cluster");
            default -> Optional.empty();
        };
    }

    /** {@code functionName} for Function, {@code alarmNames} for Alarms, {@code groupId} for SecurityGroup. */
    private static boolean fits(Field field, String noun, String ending) {
        var name = field.name();
        if (name.equals(noun + ending)
                || name.equals(noun + "s" + ending)
                || (!ending.isEmpty() && name.equals(noun + ending + "s"))) {
            return true;
        }
        var shorter = SHORT.get(noun);
        return shorter != null && !ending.isEmpty() && name.equals(shorter + ending);
    }

    /** {@code id} inside of {@code distribution}, or alone, for Distribution. */
    private static boolean isPartOf(Field field, String noun, String ending, boolean bare) {
        var parent = field.parent();
        return !ending.isEmpty() && field.name().equals(ending) && (parent.equals(noun) || (bare && parent.isEmpty()));
    }

    /** A call uses what AWS owns ({@code arn:aws:iam::aws:policy/...}), and never changes it. */
    static boolean isOfAws(String text) {
        return Arn.parse(text).filter(arn -> arn.account().equals("aws")).isPresent();
    }

    private Named resource(String noun, String id) {
        var kind = byId(id).orElseGet(() -> AwsKinds.of(service, spelled(noun)));
        return new Named(kind, id);
    }

    /** The kind of an id that EC2 made, such as {@code vol-0abcd1234ef567890}. */
    static Optional<String> byId(String text) {
        var id = EC2_ID.matcher(text);
        return id.matches() ? Optional.ofNullable(EC2_IDS.get(id.group(1))) : Optional.empty();
    }

    /** The words of the noun again, to keep their borders. */
    private String spelled(String noun) {
        for (int from = 0; from < words.size(); from++) {
            for (int to = words.size(); to > from; to--) {
                var joined = String.join("", words.subList(from, to));
                if (singular(joined.toLowerCase(Locale.ROOT)).equals(noun)) {
                    return singular(joined);
                }
            }
        }
        return noun;
    }

    /** All runs of words after the verb: the longest first, and of those the one nearest to the verb. */
    private List<String> nouns() {
        var nouns = new LinkedHashSet<String>();
        int first = Math.min(1, words.size());
        for (int length = Math.min(8, words.size() - first); length > 0; length--) {
            for (int from = first; from + length <= words.size(); from++) {
                var noun = String.join("", words.subList(from, from + length)).toLowerCase(Locale.ROOT);
                nouns.add(singular(noun));
            }
        }
        return List.copyOf(nouns);
    }

    private static String singular(String noun) {
        if (noun.endsWith("ies") && noun.length() > 4) {
            return noun.substring(0, noun.length() - 3) + "y";
        }
        if (noun.endsWith("sses") || noun.endsWith("xes")) {
            return noun.substring(0, noun.length() - 2);
        }
        return noun.endsWith("s") && !noun.endsWith("ss") && !noun.endsWith("us")
                ? noun.substring(0, noun.length() - 1)
                : noun;
    }

    /** The texts at all depths, the outer ones first; at most so many that a hostile record costs little. */
    static List<Field> fields(View place) throws JsonException {
        record Step(String parent, View value, int depth) {}
        var fields = new ArrayList<Field>();
        var open = new ArrayDeque<Step>();
        open.add(new Step("", place, 0));
        for (int seen = 0; !open.isEmpty() && seen < MOST_FIELDS && fields.size() < MOST_FIELDS; seen++) {
            var step = open.remove();
            if (step.depth() > DEEPEST) {
                continue;
            }
            if (step.value().isArray()) {
                for (var item : step.value().items()) {
                    if (item.isString()) {
                        add(fields, "", step.parent(), item);
                    } else if (open.size() < MOST_FIELDS) {
                        open.add(new Step(step.parent(), item, step.depth() + 1));
                    }
                }
            } else if (step.value().isObject()) {
                for (var name : step.value().object().members().keySet()) {
                    var member = step.value().at(name);
                    if (member.isString()) {
                        add(fields, step.parent(), name, member);
                    } else if (open.size() < MOST_FIELDS) {
                        open.add(new Step(carries(name) ? step.parent() : name, member, step.depth() + 1));
                    }
                }
            }
        }
        return fields;
    }

    /** {@code {"items": [...]}} and {@code {"member": [...]}} only carry the list of their parent. */
    private static boolean carries(String name) {
        return name.equals("items") || name.equals("member") || name.endsWith("Request");
    }

    private static void add(List<Field> fields, String parent, String name, View text) throws JsonException {
        var value = text.text();
        if (!value.isBlank() && value.length() <= 1_024 && fields.size() < MOST_FIELDS) {
            fields.add(new Field(parent.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), value));
        }
    }
}
