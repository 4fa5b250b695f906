package io.nightshift.cost.billing;

/**
 * What one value of a dimension cost on the days of an anomaly, and what the four weeks before let expect of the same weekdays.
 *
 * @param dimension {@code usage-type}, {@code resource}, {@code account}, {@code region}, or {@code tag NAME}
 * @param unit of the quantity; empty if there is none
 */
public record BillingPart(
        String dimension,
        String value,
        String unit,
        double costBefore,
        double costNow,
        double quantityBefore,
        double quantityNow) {}
