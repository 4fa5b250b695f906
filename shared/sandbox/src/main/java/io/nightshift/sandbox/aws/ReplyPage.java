package io.nightshift.sandbox.aws;

import java.util.List;
import java.util.Optional;

/** One page of a long response. Pages are small, so that a client that does not request the next page is detected. */
record ReplyPage<T>(List<T> items, Optional<String> next) {

    private static final int SIZE = 2;

    static <T> ReplyPage<T> of(List<T> all, Optional<String> token) {
        int from = token.map(text -> Integer.parseInt(text.substring("page-".length())))
                .orElse(0);
        int to = Math.min(from + SIZE, all.size());
        return new ReplyPage<>(
                all.subList(Math.min(from, to), to), to < all.size() ? Optional.of("page-" + to) : Optional.empty());
    }
}
