package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The public access block and the tags of buckets, with the bucket in the path.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html">S3 REST API, 2006-03-01</a>
 */
final class FakeS3 implements FakeService {

    private static final List<String> SWITCHES =
            List.of("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets");

    private static final Map<String, String> OPERATIONS = Map.of(
            "GET publicAccessBlock", "GetPublicAccessBlock",
            "PUT publicAccessBlock", "PutPublicAccessBlock",
            "GET tagging", "GetBucketTagging");

    /** The operation is the method and the name in the query; the body is XML. */
    static AwsCall read(WireRequest request) {
        var bucket = request.uri().getPath().substring(1);
        var operation = OPERATIONS.get(request.method() + " " + request.uri().getQuery());
        if (operation == null || bucket.isEmpty() || bucket.contains("/")) {
            throw new AwsError(501, "NotImplemented", "no such path for s3");
        }
        return new AwsCall("s3", operation, Map.of("Bucket", bucket, "Body", request.text()), Json.Obj.EMPTY);
    }

    /** The permissions have other names than the calls. */
    static String permission(String operation) {
        return "s3:" + operation.replace("PublicAccessBlock", "BucketPublicAccessBlock");
    }

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetPublicAccessBlock" -> block(bucket(call, account));
            case "PutPublicAccessBlock" -> put(call, account);
            case "GetBucketTagging" -> tags(bucket(call, account));
            default -> throw FakeService.unknown(call);
        };
    }

    private static Item bucket(AwsCall call, FakeAccount account) {
        var key = "bucket/" + call.required("Bucket");
        return account.items(key).stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow(FakeS3::missing);
    }

    private static AwsError missing() {
        return new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
    }

    private static String block(Item bucket) {
        if (bucket.values().members().isEmpty()) {
            throw new AwsError(
                    404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
        }
        return Xml.of(
                "PublicAccessBlockConfiguration",
                SWITCHES.stream().map(name -> Xml.text(name, bucket.text(name))).toArray(String[]::new));
    }

    private static String put(AwsCall call, FakeAccount account) {
        var bucket = account.item("bucket/" + call.required("Bucket")).orElseThrow(FakeS3::missing);
        for (var name : SWITCHES) {
            var value =
                    Pattern.compile("<" + name + ">(true|false)</" + name + ">").matcher(call.required("Body"));
            if (!value.find()) {
                throw new AwsError(400, "MalformedXML", "The XML you provided was not well-formed: " + name);
            }
            bucket = bucket.with(name, Boolean.parseBoolean(value.group(1)));
        }
        account.change("block", bucket);
        return "";
    }

    private static String tags(Item bucket) {
        if (bucket.tags().isEmpty()) {
            throw new AwsError(404, "NoSuchTagSet", "The TagSet does not exist");
        }
        return Xml.of("Tagging", Xml.tags("TagSet", "Tag", "Key", "Value", bucket.tags()));
    }
}
