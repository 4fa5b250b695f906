package io.nightshift.remediation.aws.survey;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.decode.Arn;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedResource;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;

/** Databases, Lambda functions and ECS services. */
record ServiceSurvey(AwsRegionApis apis, SurveyReading reading) {

    /** The most that ECS lists at once; it lists ten by default. */
    private static final int PAGE = 100;

    void databases() {
        for (var database : apis.rds().describeDBInstancesPaginator().dbInstances()) {
            Arn.parse(String.valueOf(database.dbInstanceArn()))
                    .map(arn -> resource(arn, Kinds.RDS_INSTANCE, database.dbInstanceIdentifier()))
                    .map(found -> found.with(SurveyedResource.ENGINE, String.valueOf(database.engine()))
                            .with(
                                    SurveyedResource.GIB,
                                    Integer.toString(
                                            database.allocatedStorage() == null ? 0 : database.allocatedStorage())))
                    .ifPresent(reading::add);
        }
    }

    void functions() {
        for (var function : apis.lambda().listFunctionsPaginator().functions()) {
            var name = function.functionName();
            var aliases = apis.lambda().listAliasesPaginator(request -> request.functionName(name)).aliases().stream()
                    .map(AliasConfiguration::name)
                    .sorted()
                    .collect(Collectors.joining(","));
            Arn.parse(String.valueOf(function.functionArn()))
                    .map(arn -> resource(arn, Kinds.LAMBDA_FUNCTION, name))
                    .map(found -> aliases.isEmpty() ? found : found.with(SurveyedResource.ALIASES, aliases))
                    .ifPresent(reading::add);
        }
    }

    void services() {
        for (var cluster : apis.ecs().listClustersPaginator().clusterArns()) {
            apis.ecs()
                    .listServicesPaginator(request -> request.cluster(cluster).maxResults(PAGE))
                    .serviceArns()
                    .forEach(service -> service(cluster, service));
        }
    }

    /** The old form of a service's ARN lacks the cluster. */
    private void service(String cluster, String service) {
        Arn.parse(service)
                .ifPresent(arn -> reading.add(resource(arn, Kinds.ECS_SERVICE, last(cluster) + "/" + last(service))));
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private SurveyedResource resource(Arn arn, String kind, String name) {
        return SurveyedResource.of(new Resource(Origin.aws(arn.account(), apis.region()), kind, name));
    }
}
