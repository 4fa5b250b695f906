package io.nightshift.remediation.aws.storm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How long one signal takes with nobody else at work, in seconds, by what becomes of it.
 *
 * @param started a new run that looks at the world and is judged
 * @param joined one more signal of an open run
 * @param duplicate one that is known
 */
record Alone(double started, double joined, double duplicate) {

    private static final int EACH = 100;
    private static final Instant AT = StormTraffic.BEGIN.minusSeconds(300);

    static Alone in(Storm storm) {
        measure(storm, AT.minusSeconds(600));
        return measure(storm, AT);
    }

    /** The second time everything is compiled; what it starts joins the runs of the first time, so other alarms are taken. */
    private static Alone measure(Storm storm, Instant at) {
        boolean warm = at.equals(AT);
        var machines = storm.fleet.machines();
        Function<Instant, List<StormDelivery>> signals = when -> {
            var deliveries = new ArrayList<StormDelivery>();
            for (int i = 0; i < Math.min(EACH, machines.size() / 2); i++) {
                var machine = machines.get(2 * i + (warm ? 1 : 0));
                var body = StormMessage.alarm(machine, StormMachine.SPARE, when);
                deliveries.add(new StormDelivery(List.of(new StormMessage("alone-" + i, i, true, body)), false, 1));
            }
            return deliveries;
        };
        return new Alone(
                median(storm.alone(signals.apply(at))),
                median(storm.alone(signals.apply(at.plusSeconds(1)))),
                median(storm.alone(signals.apply(at))));
    }

    private static double median(List<Worker.Served> served) {
        var sorted = served.stream().mapToLong(Worker.Served::nanos).sorted().toArray();
        return IntStream.of(sorted.length / 2).mapToLong(at -> sorted[at]).sum() / 1e9;
    }

    /** Of a whole storm, were each of its messages alone. */
    double seconds(Accounts accounts) {
        return started * accounts.told().getOrDefault("STARTED", 0)
                + joined * accounts.told().getOrDefault("JOINED", 0)
                + duplicate * (accounts.duplicates() + accounts.letters());
    }
}
