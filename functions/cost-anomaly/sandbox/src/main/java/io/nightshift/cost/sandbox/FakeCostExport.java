package io.nightshift.cost.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The costs of a small account as FOCUS files, one a month, in a folder. Each publication replaces the files, as providers do; its
 * newest day is incomplete. The same seed makes the same costs.
 */
public final class FakeCostExport {

    public static final String ACCOUNT = "111122223333";
    private static final String HEAD =
            "ChargePeriodStart,ServiceName,BillingCurrency,EffectiveCost,BilledCost,SubAccountId,RegionId,ChargeCategory,"
                    + "ProviderName,SkuId,PricingUnit,PricingQuantity,ResourceId,Tags\n";

    /** The part of the newest day that is known when it is published. */
    private static final double INCOMPLETE = 0.8;

    private static final double NOISE = 0.03;
    private static final double WEEKEND = 0.7;

    private final Path folder;
    private final long seed;
    private final LocalDate first;
    private final List<Usage> usual;
    private final List<Extra> extras = new ArrayList<>();
    private final Map<LocalDate, Double> restated = new TreeMap<>();
    private double incomplete = INCOMPLETE;

    /** What one resource uses on a working day. */
    private record Usage(
            String service, String region, String sku, String resource, String team, double price, double quantity) {}

    /** What costs something besides, in a time. */
    private record Extra(Usage usage, LocalDate from, LocalDate until) {}

    /** @param first the first day with costs */
    public FakeCostExport(Path folder, long seed, LocalDate first) {
        this.folder = folder;
        this.seed = seed;
        this.first = first;
        usual = List.of(
                new Usage("Amazon EC2", "eu-central-1", "BoxUsage:m7g.large", "i-0shop", "shop", 0.0978, 2000),
                new Usage("Amazon EC2", "eu-west-1", "BoxUsage:m7g.large", "i-0reports", "data", 0.1045, 600),
                new Usage("Amazon RDS", "eu-central-1", "InstanceUsage:db.r7g.large", "shop-db", "shop", 0.276, 240),
                new Usage("Amazon S3", "eu-central-1", "TimedStorage-ByteHrs", "shop-pictures", "shop", 0.0245, 1800),
                new Usage("AWS Lambda", "eu-central-1", "Lambda-GB-Second", "resize", "", 0.0000133, 1_500_000));
    }

    public Path folder() {
        return folder;
    }

    /** A resource that nobody stops. */
    public void leak(LocalDate from, LocalDate until, double perDay) {
        extras.add(new Extra(
                new Usage("Amazon EC2", "eu-west-1", "BoxUsage:p5.4xlarge", "i-0forgotten", "data", 10, perDay / 10),
                from,
                until));
    }

    /** The provider takes back a part of a day, or adds to it. */
    public void restate(LocalDate day, double factor) {
        restated.put(day, factor);
    }

    /** The resource was billed by mistake: the provider takes it back. */
    public void takeBack() {
        extras.clear();
    }

    /** From now on the newest day is complete, or less so. */
    public void incomplete(double part) {
        incomplete = part;
    }

    /** Publishes all days up to one. */
    public void publish(LocalDate upTo) {
        try {
            Files.createDirectories(folder);
            for (var month = YearMonth.from(first); !month.isAfter(YearMonth.from(upTo)); month = month.plusMonths(1)) {
                Files.writeString(folder.resolve("focus-" + month + ".csv"), file(month, upTo), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(YearMonth month, LocalDate upTo) {
        var text = new StringBuilder(HEAD);
        for (var day = month.atDay(1);
                !day.isAfter(month.atEndOfMonth()) && !day.isAfter(upTo);
                day = day.plusDays(1)) {
            if (!day.isBefore(first)) {
                day(text, day, day.equals(upTo) ? incomplete : 1);
            }
        }
        return text.toString();
    }

    private void day(StringBuilder text, LocalDate day, double part) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        for (var usage : usual) {
            var random = new Random(
                    seed * 31 + day.toEpochDay() * 1009 + usage.resource().hashCode());
            double noise = Math.exp(NOISE * random.nextGaussian());
            double quantity = usage.quantity() * noise * (weekend ? WEEKEND : 1);
            row(text, day, usage, quantity * part * restated.getOrDefault(day, 1.0));
        }
        for (var extra : extras) {
            if (!day.isBefore(extra.from()) && day.isBefore(extra.until())) {
                row(text, day, extra.usage(), extra.usage().quantity() * part);
            }
        }
    }

    private static void row(StringBuilder text, LocalDate day, Usage usage, double quantity) {
        var cost = String.format(Locale.ROOT, "%.6f", quantity * usage.price());
        text.append(day)
                .append("T00:00:00Z,")
                .append(String.join(
                        ",",
                        usage.service(),
                        "USD",
                        cost,
                        cost,
                        ACCOUNT,
                        usage.region(),
                        "Usage",
                        "AWS",
                        usage.sku(),
                        "Units",
                        String.format(Locale.ROOT, "%.4f", quantity),
                        usage.resource(),
                        usage.team().isEmpty() ? "" : "\"{\"\"team\"\": \"\"" + usage.team() + "\"\"}\""))
                .append('\n');
    }
}
