package io.nightshift.cost.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitmentCostsTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    @TempDir
    Path folder;

    private CommitmentCosts read(String text) throws Exception {
        return CommitmentCosts.read(List.of(Files.writeString(folder.resolve("costs.csv"), text)), OCTOBER);
    }

    @Test
    void focusSaysWhatOfACommitmentWasUsedAndWhatUsageHadNone() throws Exception {
        var costs = read("""
                ChargePeriodStart,ServiceName,BillingCurrency,EffectiveCost,ListCost,ChargeCategory,PricingCategory,CommitmentDiscountId,CommitmentDiscountStatus,ProviderName
                2026-10-01,Amazon EC2,USD,60,100,Usage,Committed,sp-1,Used,AWS
                2026-10-01,Amazon EC2,USD,40,0,Usage,Committed,sp-1,Unused,AWS
                2026-10-02,Amazon EC2,USD,50,50,Usage,Standard,,,AWS
                2026-10-02,Amazon EC2,USD,9,50,Usage,Dynamic,,,AWS
                2026-10-02,Amazon S3,USD,70,70,Usage,Standard,,,AWS
                2026-10-02,Amazon EC2,USD,0,0,Purchase,Committed,sp-1,,AWS
                2026-10-03,Amazon RDS,USD,30,45,Usage,Committed,ri-1,Used,AWS
                2026-09-30,Amazon EC2,USD,999,999,Usage,Committed,sp-1,Unused,AWS
                """);
        assertThat(costs.commitments())
                .containsExactly(
                        new CommitmentCosts.Commitment("sp-1", "AWS", "USD", 60, 40),
                        new CommitmentCosts.Commitment("ri-1", "AWS", "USD", 30, 0));
        assertThat(costs.commitments().getFirst().utilization()).isEqualTo(60);
        assertThat(costs.services())
                .containsExactly(
                        new CommitmentCosts.Coverage("Amazon EC2", "AWS", "USD", 100, 50),
                        new CommitmentCosts.Coverage("Amazon RDS", "AWS", "USD", 45, 0));
        assertThat(costs.services().getFirst().percent()).isEqualTo(67);
    }

    @Test
    void theReportOfAwsHasTheUnusedPartInItsFees() throws Exception {
        var costs = read("""
                line_item_usage_start_date,product_servicecode,line_item_currency_code,line_item_unblended_cost,line_item_line_item_type,reservation_reservation_a_r_n,reservation_effective_cost,reservation_unused_amortized_upfront_fee_for_billing_period,reservation_unused_recurring_fee,savings_plan_savings_plan_a_r_n,savings_plan_savings_plan_effective_cost,savings_plan_total_commitment_to_date,savings_plan_used_commitment,pricing_public_on_demand_cost
                2026-10-01T00:00:00Z,AmazonEC2,USD,0,DiscountedUsage,ri-1,7,,,,,,,10
                2026-10-01T00:00:00Z,AmazonEC2,USD,20,RIFee,ri-1,,1,2,,,,,
                2026-10-01T00:00:00Z,AmazonEC2,USD,10,SavingsPlanCoveredUsage,,,,,sp-1,6,,,10
                2026-10-01T00:00:00Z,AmazonEC2,USD,-10,SavingsPlanNegation,,,,,sp-1,,,,
                2026-10-01T00:00:00Z,AmazonEC2,USD,8,SavingsPlanRecurringFee,,,,,sp-1,,8,6,
                2026-10-01T00:00:00Z,AmazonEC2,USD,5,Usage,,,,,,,,,5
                """);
        assertThat(costs.commitments())
                .containsExactly(
                        new CommitmentCosts.Commitment("ri-1", "", "USD", 7, 3),
                        new CommitmentCosts.Commitment("sp-1", "", "USD", 6, 2));
        assertThat(costs.services()).containsExactly(new CommitmentCosts.Coverage("AmazonEC2", "", "USD", 20, 5));
    }

    @Test
    void aFileWithoutTheseColumnsHasNoCommitment() throws Exception {
        assertThat(read("ChargePeriodStart,ServiceName,BillingCurrency,EffectiveCost\n2026-10-01,Amazon EC2,USD,5\n"))
                .isEqualTo(CommitmentCosts.NONE);
    }
}
