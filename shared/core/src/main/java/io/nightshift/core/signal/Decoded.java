package io.nightshift.core.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of decoding one payload: signals and rejections, both in the order of the payload. A payload without
 * anything to act on (a control message, an empty batch) has neither, and {@code ignored} says why.
 */
public record Decoded(List<Signal> signals, List<Rejected> rejected, List<String> ignored) {

    public Decoded {
        signals = List.copyOf(signals);
        rejected = List.copyOf(rejected);
        ignored = List.copyOf(ignored);
    }

    public static Decoded of(Signal signal) {
        return new Decoded(List.of(signal), List.of(), List.of());
    }

    public static Decoded of(List<? extends Signal> signals) {
        return new Decoded(List.copyOf(signals), List.of(), List.of());
    }

    public static Decoded rejected(String place, String reason) {
        return new Decoded(List.of(), List.of(new Rejected(place, reason)), List.of());
    }

    /** Understood, and deliberately without a signal, for this reason. */
    public static Decoded ignored(String reason) {
        return new Decoded(List.of(), List.of(), List.of(reason));
    }

    /** All of them, one after the other. */
    public static Decoded all(List<Decoded> parts) {
        var signals = new ArrayList<Signal>();
        var rejected = new ArrayList<Rejected>();
        var ignored = new ArrayList<String>();
        for (var part : parts) {
            signals.addAll(part.signals);
            rejected.addAll(part.rejected);
            ignored.addAll(part.ignored);
        }
        return new Decoded(signals, rejected, ignored);
    }
}
