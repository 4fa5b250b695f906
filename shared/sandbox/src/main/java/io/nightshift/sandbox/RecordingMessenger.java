package io.nightshift.sandbox;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the messages. Thread-safe. */
public final class RecordingMessenger implements Messenger {

    /** One delivery; a message that was delivered twice appears twice. */
    public record Delivery(Message message, IdempotencyKey key) {}

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Deque<Problem> problems = new ArrayDeque<>();

    /** The next message fails. */
    public synchronized void failNext(Problem problem) {
        problems.add(problem);
    }

    @Override
    public synchronized Optional<Problem> tell(Message message, IdempotencyKey key) {
        var problem = Optional.ofNullable(problems.poll());
        if (problem.isEmpty()) {
            deliveries.add(new Delivery(message, key));
        }
        return problem;
    }

    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }
}
