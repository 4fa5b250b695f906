package io.nightshift.console;

import java.util.List;

/** Says what Nightshift would do with a payload; changes nothing. */
@FunctionalInterface
public interface PayloadExplainer {

    /** @param sentences the explanation, in order */
    record Explanation(String about, List<String> sentences) {}

    List<Explanation> explain(byte[] payload);
}
