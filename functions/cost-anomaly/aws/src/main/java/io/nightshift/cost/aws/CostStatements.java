package io.nightshift.cost.aws;

import static io.nightshift.aws.IamStatement.allow;

import io.nightshift.aws.AwsRole;
import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the role of cost watch allows: it reads the exports that the policy names, and Cost Explorer if an entry does. It changes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscostexplorerservice.html">Service
 *     Authorization Reference: Cost Explorer</a>
 */
public final class CostStatements {

    private CostStatements() {}

    /**
     * @param exports {@code BUCKET/PREFIX} of each export
     * @param explorer whether an entry reads Cost Explorer
     */
    public static List<Json> of(AwsRole role, List<String> exports, boolean explorer) {
        var statements = new ArrayList<Json>();
        if (!exports.isEmpty()) {
            var buckets = new TreeSet<String>();
            var objects = new TreeSet<String>();
            for (var export : exports) {
                buckets.add("arn:aws:s3:::" + export.substring(0, export.indexOf('/')));
                objects.add("arn:aws:s3:::" + export + "/*");
            }
            statements.add(allow("ListExports", Set.of("s3:ListBucket"), List.copyOf(buckets)));
            statements.add(allow("ReadExports", Set.of("s3:GetObject"), List.copyOf(objects)));
        }
        if (explorer) {
            statements.add(allow("ReadCostExplorer", Set.of("ce:GetCostAndUsage"), List.of("*")));
        }
        return statements;
    }
}
