package io.nightshift.aws.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Origin;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArnTest {

    @Test
    void namesItsParts() {
        var arn = Arn.parse("arn:aws-us-gov:rds:us-gov-west-1:111122223333:snapshot:rds:orders-2026-11-20")
                .orElseThrow();
        assertThat(arn)
                .isEqualTo(new Arn(
                        "aws-us-gov", "rds", "us-gov-west-1", "111122223333", "snapshot:rds:orders-2026-11-20"));
        assertThat(List.of(arn.type(), arn.name())).containsExactly("snapshot", "rds:orders-2026-11-20");
        assertThat(Arn.parse("arn:aws:s3:::shop-assets").orElseThrow().name()).isEqualTo("shop-assets");
    }

    @ParameterizedTest
    @CsvSource({"eu-central-1,aws", "cn-north-1,aws-cn", "us-gov-west-1,aws-us-gov", "us-isob-east-1,aws-iso-b"})
    void knowsThePartitionOfARegion(String region, String partition) {
        assertThat(Arn.partitionOf(region)).isEqualTo(partition);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:rds:eu-central-1:111122223333",
        "arn:aws:rds:eu-central-1:111122223333:",
        "arn:azure:rds:eu-central-1:111122223333:db:orders",
        "ARN:aws:rds:eu-central-1:111122223333:db:orders",
        "i-0abcd1234ef567890",
        "''"
    })
    void isNothingElse(String text) {
        assertThat(Arn.parse(text)).isEmpty();
    }

    @Property(tries = 1000)
    void readsBackWhatItWrote(@ForAll String text) {
        Arn.parse("arn:aws:" + text).ifPresent(arn -> {
            assertThat(arn).hasToString("arn:aws:" + text);
            assertThat(arn.resource()).endsWith(arn.name());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ec2,instance/i-0abcd1234ef567890,ec2:instance/i-0abcd1234ef567890",
        "autoscaling,autoScalingGroup:b1c2:autoScalingGroupName/web,autoscaling:group/web",
        "elasticloadbalancing,targetgroup/checkout/73e2,elbv2:target-group/targetgroup/checkout/73e2",
        "elasticloadbalancing,loadbalancer/app/shop/50dc,elbv2:load-balancer/app/shop/50dc",
        "elasticloadbalancing,loadbalancer/old,elb:load-balancer/old",
        "iam,user/ops/dana,iam:user/dana",
        "sts,assumed-role/Deployer/deploy-42,iam:role/Deployer",
        "s3,shop-invoices/2026/1.pdf,s3:bucket/shop-invoices",
        "states,stateMachine:checkout,states:state-machine/checkout",
        "ssm,parameter/shop/price-list,ssm:parameter//shop/price-list",
        "logs,log-group:/aws/lambda/orders:*,logs:group//aws/lambda/orders",
        "apigateway,/restapis/abc/stages/prod,apigateway:rest-api/abc",
        "wafv2,regional/webacl/shop/0a1b,wafv2:web-acl/regional/shop/0a1b",
        "wafv2,global/ipset/blocked/0a1b,wafv2:ip-set/global/blocked/0a1b",
        "rds,db:orders,rds:instance/orders",
        "rds,cluster:ledger,rds:cluster/ledger",
        "rds,cluster-snapshot:ledger-1,rds:cluster-snapshot/ledger-1",
        "lambda,function:orders,lambda:function/orders",
        "lambda,function:orders:live,lambda:function/orders:live",
        "lambda,function:orders:$LATEST,lambda:function/orders",
        "ecs,service/shop/checkout,ecs:service/shop/checkout",
        "ecs,service/checkout,ecs:service-without-cluster/checkout",
        "cloudwatch,alarm:Cpu: high,alarm/Cpu: high",
        "sqs,orders,sqs:queue/orders",
        "secretsmanager,secret:prod/db-AbCdEf,secretsmanager:secret/prod/db-AbCdEf"
    })
    void isAResourceByItsServicesRules(String service, String resource, String label) {
        var arn = Arn.parse("arn:aws:" + service + ":eu-central-1:111122223333:" + resource)
                .orElseThrow();
        assertThat(AwsSubjects.of(arn, Origin.NOWHERE).label()).isEqualTo(label);
    }

    @Test
    void takesAccountAndRegionFromItsSurroundingsWhereItHasNone() {
        var here = Origin.aws("111122223333", "eu-central-1");
        assertThat(AwsSubjects.of(Arn.parse("arn:aws:s3:::shop-assets").orElseThrow(), here)
                        .origin())
                .isEqualTo(here);
    }
}
