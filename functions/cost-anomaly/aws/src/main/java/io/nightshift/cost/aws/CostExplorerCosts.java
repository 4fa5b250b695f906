package io.nightshift.cost.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsClients;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.runtime.ApiSpend;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.cost.runtime.CostSource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.costexplorer.model.DateInterval;
import software.amazon.awssdk.services.costexplorer.model.Dimension;
import software.amazon.awssdk.services.costexplorer.model.DimensionValues;
import software.amazon.awssdk.services.costexplorer.model.Expression;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageRequest;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageResponse;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinitionType;
import software.amazon.awssdk.services.costexplorer.model.LimitExceededException;
import software.amazon.awssdk.services.costexplorer.model.MetricValue;

/**
 * Costs of Cost Explorer, for accounts without an export. Each page of an answer costs 0.01 USD: the answer is kept for
 * {@value #FRESH_HOURS} hours, because the data change three times a day, and a month has a cap.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html">AWS:
 *     GetCostAndUsage</a>
 */
public final class CostExplorerCosts implements CostSource {

    /** The only region of the API. */
    public static final String REGION = "us-east-1";

    private static final int FRESH_HOURS = 8;
    private static final long CENTS_A_PAGE = 1;
    private static final int MOST_PAGES = 500;
    private static final String AMORTIZED = "AmortizedCost";
    private static final String BILLED = "UnblendedCost";
    private static final List<String> USAGE = List.of("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage");
    private static final String HEAD =
            "ChargePeriodStart,ServiceName,BillingCurrency,EffectiveCost,BilledCost,SubAccountId,RegionId,ChargeCategory,ProviderName\n";

    private final Supplier<CostExplorerClient> client;
    private final ApiSpend spend;
    private final CostFileCache cache;
    private final InstantSource clock;

    public CostExplorerCosts(
            Supplier<CostExplorerClient> client, ApiSpend spend, CostFileCache cache, InstantSource clock) {
        this.client = client;
        this.spend = spend;
        this.cache = cache;
        this.clock = clock;
    }

    /** @param clients with credentials that may call it */
    public static CostExplorerClient client(AwsClients clients) {
        return clients.build(CostExplorerClient.builder());
    }

    @Override
    public boolean reads(Json.Obj source) {
        return source.get("kind") instanceof Json.Str(var kind) && kind.equals("cost-explorer");
    }

    @Override
    public List<Path> files(String entry, Json.Obj source) throws CallFailed {
        var now = clock.instant();
        var fresh = cache.fresh(entry, now, Duration.ofHours(FRESH_HOURS));
        if (fresh.isPresent()) {
            return List.of(fresh.get());
        }
        try {
            var asked = Asked.of(View.of(source), now.atZone(ZoneOffset.UTC).toLocalDate());
            var rows = rows(entry, asked);
            return cache.stamp(
                    cache.files(
                            entry, Map.of(now + ".csv", file -> Files.writeString(file, rows, StandardCharsets.UTF_8))),
                    now);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSource", "the source cannot be read: " + e.getMessage()));
        }
    }

    /** @param to exclusive: today is not known yet */
    private record Asked(LocalDate from, LocalDate to, List<String> accounts, BigDecimal limit) {
        static Asked of(View source, LocalDate today) throws JsonException {
            return new Asked(
                    today.minusMonths(source.at("months").integerOr(4) - 1).withDayOfMonth(1),
                    today,
                    source.at("accounts").exists() ? source.at("accounts").strings() : List.of(),
                    source.at("monthly-spend").number());
        }
    }

    /** At most two dimensions may group: without accounts these are service and account, and regions are not known. */
    private String rows(String entry, Asked asked) throws CallFailed {
        var rows = new StringBuilder(HEAD);
        if (asked.accounts().isEmpty()) {
            pages(entry, asked, Optional.empty(), "LINKED_ACCOUNT", rows);
        }
        for (var account : asked.accounts()) {
            pages(entry, asked, Optional.of(account), "REGION", rows);
        }
        return rows.toString();
    }

    private void pages(String entry, Asked asked, Optional<String> account, String second, StringBuilder rows)
            throws CallFailed {
        var request = GetCostAndUsageRequest.builder()
                .timePeriod(DateInterval.builder()
                        .start(asked.from().toString())
                        .end(asked.to().toString())
                        .build())
                .granularity(Granularity.DAILY)
                .metrics(AMORTIZED, BILLED)
                .filter(filter(account))
                .groupBy(group("SERVICE"), group(second));
        var token = Optional.<String>empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            spend.spend(entry, CENTS_A_PAGE, asked.limit());
            var answer = ask(request.nextPageToken(token.orElse(null)).build());
            add(answer, account, rows);
            token = Optional.ofNullable(answer.nextPageToken()).filter(next -> !next.isEmpty());
            if (token.isEmpty()) {
                return;
            }
        }
        throw new CallFailed(
                Problem.permanent("TooManyPages", "Cost Explorer answers with more than " + MOST_PAGES + " pages"));
    }

    /** Throttling is an HTTP 400 here, which the SDK takes for a fault of the request. */
    private GetCostAndUsageResponse ask(GetCostAndUsageRequest request) throws CallFailed {
        return AwsCalls.read(() -> {
                    try {
                        return Optional.of(client.get().getCostAndUsage(request));
                    } catch (LimitExceededException e) {
                        return Optional.<GetCostAndUsageResponse>empty();
                    }
                })
                .orElseThrow(() -> new CallFailed(
                        Problem.transientFault("LimitExceeded", "Cost Explorer gets too many requests")));
    }

    private static GroupDefinition group(String key) {
        return GroupDefinition.builder()
                .type(GroupDefinitionType.DIMENSION)
                .key(key)
                .build();
    }

    private static Expression filter(Optional<String> account) {
        var usage = dimension(Dimension.RECORD_TYPE, USAGE);
        return account.map(id -> Expression.builder()
                        .and(usage, dimension(Dimension.LINKED_ACCOUNT, List.of(id)))
                        .build())
                .orElse(usage);
    }

    private static Expression dimension(Dimension key, List<String> values) {
        return Expression.builder()
                .dimensions(DimensionValues.builder().key(key).values(values).build())
                .build();
    }

    private static void add(GetCostAndUsageResponse answer, Optional<String> account, StringBuilder rows) {
        for (var day : answer.resultsByTime()) {
            for (var group : day.groups()) {
                var amortized = group.metrics().get(AMORTIZED);
                if (group.keys().size() == 2 && amortized != null) {
                    rows.append(row(
                            day.timePeriod().start(),
                            group.keys(),
                            amortized,
                            group.metrics().getOrDefault(BILLED, amortized),
                            account));
                }
            }
        }
    }

    private static String row(
            String day, List<String> keys, MetricValue amortized, MetricValue billed, Optional<String> account) {
        var region = account.isPresent() ? keys.getLast() : "";
        var cells = new ArrayList<String>(List.of(
                day + "T00:00:00Z",
                keys.getFirst(),
                amortized.unit(),
                amortized.amount(),
                billed.amount(),
                account.orElse(keys.getLast()),
                region.equals("NoRegion") ? "" : region,
                "Usage",
                "AWS"));
        return String.join(",", cells.stream().map(CostExplorerCosts::cell).toList()) + "\n";
    }

    private static String cell(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
