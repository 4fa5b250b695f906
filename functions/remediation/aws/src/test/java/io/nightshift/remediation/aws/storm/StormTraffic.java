package io.nightshift.remediation.aws.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What comes in within the storm's minute: half of the messages tell something new, the other half are duplicates of them
 * drawn by lot; one new message in a hundred cannot be read. Two in ten come one by one, the others ten at a time.
 */
record StormTraffic(List<StormDelivery> deliveries, int messages, int signals, int unreadable) {

    static final Instant BEGIN = Instant.parse("2026-11-21T03:00:00Z");
    static final Duration LENGTH = Duration.ofMinutes(1);

    private static final int BATCH = 10;

    static StormTraffic of(Fleet fleet, int messages, long seed) {
        var lot = new Random(seed);
        int fresh = messages / 2;
        int unreadable = Math.max(1, fresh / 100);
        var all = new ArrayList<StormMessage>();
        for (int signal = 0; signal < fresh; signal++) {
            all.add(message(fleet, signal, fresh, signal >= fresh - unreadable));
        }
        while (all.size() < messages) {
            var copied = all.get(lot.nextInt(fresh));
            all.add(new StormMessage("copy-" + all.size(), copied.signal(), copied.readable(), copied.body()));
        }
        Collections.shuffle(all, lot);
        long lost = all.stream().filter(message -> !message.readable()).count();
        return new StormTraffic(deliveries(all, lot), messages, fresh - unreadable, Math.toIntExact(lost));
    }

    private static StormMessage message(Fleet fleet, int signal, int of, boolean rubbish) {
        var machines = fleet.machines();
        var machine = machines.get(signal % machines.size());
        var what = StormMachine.WATCHED.get(signal / machines.size() % StormMachine.WATCHED.size());
        var at = BEGIN.minus(LENGTH).plusMillis(LENGTH.toMillis() * signal / of);
        var body = StormMessage.alarm(machine, what, at);
        return new StormMessage(
                "message-" + signal, signal, !rubbish, rubbish ? body.substring(0, body.length() / 2) : body);
    }

    private static List<StormDelivery> deliveries(List<StormMessage> all, Random lot) {
        int direct = all.size() / 5;
        var deliveries = new ArrayList<StormDelivery>();
        all.subList(0, direct).forEach(message -> deliveries.add(new StormDelivery(List.of(message), false, 1)));
        for (int from = direct; from < all.size(); from += BATCH) {
            deliveries.add(new StormDelivery(all.subList(from, Math.min(all.size(), from + BATCH)), true, 1));
        }
        Collections.shuffle(deliveries, lot);
        return deliveries;
    }
}
