package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;

/** What requests to an API that costs money cost in a month, as a mark of the ledger. A request is counted before it is sent. */
public final class ApiSpend {

    /** The run whose entries are the log of all changes. */
    public static final RunKey LOG =
            new RunKey("cost-api-spend", new Resource(Origin.NOWHERE, "nightshift", "cost-api-spend"), "log");

    private static final String CENTS = "cents";

    private final Ledger ledger;
    private final InstantSource clock;
    private final MarkLog log;

    public ApiSpend(Ledger ledger, InstantSource clock, String policyHash) {
        this.ledger = ledger;
        this.clock = clock;
        this.log = new MarkLog(ledger, clock, policyHash, LOG, "the log of what cost APIs cost");
    }

    /**
     * Counts a request.
     *
     * @param limit of the entry for a month
     * @throws CallFailed when the request would pass it
     */
    public void spend(String entry, long cents, BigDecimal limit) throws CallFailed {
        var month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        var key = "cost-api/" + entry + "/" + month;
        long before = cents(ledger.marker(key).value());
        if (BigDecimal.valueOf(before + cents, 2).compareTo(limit) > 0) {
            throw new CallFailed(Problem.permanent(
                    "SpendCap",
                    "the requests of " + month + " cost " + BigDecimal.valueOf(before, 2)
                            + " USD already; monthly-spend is " + limit));
        }
        log.write(
                "spent",
                Json.obj().with("entry", entry).with("month", month.toString()).with(CENTS, cents),
                Map.of(key, mark -> Json.obj().with(CENTS, cents(mark) + cents)));
    }

    private static long cents(Json.Obj mark) {
        try {
            return View.of(mark).at(CENTS).integerOr(0);
        } catch (JsonException e) {
            throw new LedgerException("the mark of the spend cannot be read: " + e.getMessage(), false, e);
        }
    }
}
