package io.nightshift.core.machine;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Step;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The transition table of a playbook: one row for each phase. A phase queries, acts or waits when it is entered; its
 * handlers take the results; no other phase than those of its row may follow. A result for which a row has no handler
 * changes nothing.
 *
 * @param <P> the phases
 * @param <M> the machine that decides by the table
 * @param <S> the state of a run
 */
public final class PhaseTable<P extends Enum<P>, M, S> {

    /** Performs the query, act or wait of a phase. A timer, a resumption and the preceding phase call it. */
    @FunctionalInterface
    public interface Entry<M, S> {
        Step<S> enter(M machine, S state) throws JsonException;
    }

    /** Handles the result of a phase's query or act. */
    @FunctionalInterface
    public interface Handler<M, S, F> {
        Step<S> handle(M machine, S state, F result) throws JsonException;
    }

    /** A question of a phase and the handler of its answers. */
    record Asked<M, S, A>(Question<A> question, Handler<M, S, Answer<A>> handler) {
        Step<S> answered(M machine, S state, Fact.Observed seen) throws JsonException {
            return handler.handle(machine, state, question.answer(seen));
        }
    }

    /** One phase. Built once, when the class of its table is loaded. */
    static final class Row<P extends Enum<P>, M, S> {
        String says = "";
        Entry<M, S> entry = (machine, state) -> Step.of(state);

        @Nullable
        Entry<M, S> timer;

        Handler<M, S, Fact.NotObserved> blind = unexpected();
        Handler<M, S, Fact.Acted> acted = unexpected();
        Handler<M, S, Fact.Failed> failed = unexpected();
        Handler<M, S, Fact.Refused> refused = unexpected();
        Handler<M, S, Fact.Approved> approved = unexpected();
        Handler<M, S, Unapproved> unapproved = unexpected();
        boolean standsWhenHeld = true;
        boolean pausable = true;
        final Map<String, Asked<M, S, ?>> asked = new LinkedHashMap<>();
        final Set<P> drawn = new LinkedHashSet<>();
        final Set<P> next = new LinkedHashSet<>();

        private static <M, S, F> Handler<M, S, F> unexpected() {
            return (machine, state, result) -> Step.of(state);
        }

        Row<P, M, S> copy() {
            var copy = new Row<P, M, S>();
            copy.timer = timer;
            copy.blind = blind;
            copy.acted = acted;
            copy.failed = failed;
            copy.refused = refused;
            copy.approved = approved;
            copy.unapproved = unapproved;
            copy.standsWhenHeld = standsWhenHeld;
            copy.pausable = pausable;
            copy.asked.putAll(asked);
            copy.next.addAll(next);
            return copy;
        }
    }

    private final P first;
    private final P done;
    private final Optional<P> held;
    private final Map<P, Row<P, M, S>> rows;

    private PhaseTable(P first, P done, Optional<P> held, Map<P, Row<P, M, S>> rows) {
        this.first = first;
        this.done = done;
        this.held = held;
        this.rows = rows;
    }

    /**
     * Begins a table.
     *
     * @param first the phase of a new run
     * @param done the phase of a finished run; it needs no row
     */
    public static <P extends Enum<P>, M, S> Builder<P, M, S> of(P first, P done) {
        return new Builder<>(first, done);
    }

    /** Collects the rows of a table. */
    public static final class Builder<P extends Enum<P>, M, S> {
        private final P first;
        private final P done;
        private final Map<P, Row<P, M, S>> rows;
        private Optional<P> held = Optional.empty();

        private Builder(P first, P done) {
            this.first = first;
            this.done = done;
            this.rows = new EnumMap<>(first.getDeclaringClass());
        }

        /** Rows whose handlers are methods of one object of the machine. */
        public <H> Rows<P, M, S, H> rows(Function<M, H> handlers) {
            return new Rows<>(this, handlers, new Row<>());
        }

        /** Rows whose handlers are methods of the machine itself. */
        public Rows<P, M, S, M> rows() {
            return rows(Function.identity());
        }

        public PhaseTable<P, M, S> build() {
            rows.computeIfAbsent(done, ignored -> new Row<>()).timer = (machine, state) -> Step.of(state);
            for (var phase : first.getDeclaringClass().getEnumConstants()) {
                if (!rows.containsKey(phase)) {
                    throw new IllegalStateException(phase + " has no row");
                }
            }
            var table = new PhaseTable<>(first, done, held, rows);
            held.ifPresent(table::leavesAgain);
            return table;
        }
    }

    /**
     * One row, or what is common to several: what is set on {@link Builder#rows} before a row applies to it too.
     *
     * @param <H> the type of the object whose methods are the handlers
     */
    public static final class Rows<P extends Enum<P>, M, S, H> {
        private final Builder<P, M, S> builder;
        private final Function<M, H> handlers;
        private final Row<P, M, S> row;

        private Rows(Builder<P, M, S> builder, Function<M, H> handlers, Row<P, M, S> row) {
            this.builder = builder;
            this.handlers = handlers;
            this.row = row;
        }

        private <F> Handler<M, S, F> bound(Handler<H, S, F> handler) {
            return (machine, state, result) -> handler.handle(handlers.apply(machine), state, result);
        }

        private Entry<M, S> bound(Entry<H, S> entry) {
            return (machine, state) -> entry.enter(handlers.apply(machine), state);
        }

        /** @param says what the phase does, for the manual: {@code deploys the version} */
        public Rows<P, M, S, H> row(P phase, String says, Entry<H, S> entry) {
            var next = row.copy();
            next.says = says;
            next.entry = bound(entry);
            if (builder.rows.put(phase, next) != null) {
                throw new IllegalStateException(phase + " has two rows");
            }
            return new Rows<>(builder, handlers, next);
        }

        /** The phase in which held runs wait. */
        public Rows<P, M, S, H> held(P phase, String says, Entry<H, S> entry) {
            builder.held = Optional.of(phase);
            return row(phase, says, entry).evenIfHeld();
        }

        public <A> Rows<P, M, S, H> on(Question<A> question, Handler<H, S, Answer<A>> handler) {
            row.asked.put(question.name(), new Asked<>(question, bound(handler)));
            return this;
        }

        /** Handles a query that failed despite all retries, or whose answer cannot be read. */
        public Rows<P, M, S, H> blind(Handler<H, S, Fact.NotObserved> handler) {
            row.blind = bound(handler);
            return this;
        }

        public Rows<P, M, S, H> acted(Handler<H, S, Fact.Acted> handler) {
            row.acted = bound(handler);
            return this;
        }

        /** Handles an act that failed despite all retries. */
        public Rows<P, M, S, H> failed(Handler<H, S, Fact.Failed> handler) {
            row.failed = bound(handler);
            return this;
        }

        public Rows<P, M, S, H> refused(Handler<H, S, Fact.Refused> handler) {
            row.refused = bound(handler);
            return this;
        }

        public Rows<P, M, S, H> approved(Handler<H, S, Fact.Approved> handler) {
            row.approved = bound(handler);
            return this;
        }

        /** Handles a rejected or expired approval. */
        public Rows<P, M, S, H> unapproved(Handler<H, S, Unapproved> handler) {
            row.unapproved = bound(handler);
            return this;
        }

        /** Handles the timer; otherwise it enters the phase again. */
        public Rows<P, M, S, H> timer(Entry<H, S> entry) {
            row.timer = bound(entry);
            return this;
        }

        /** The phase waits for a human or for the result of an act: a timer changes nothing. */
        public Rows<P, M, S, H> noTimer() {
            row.timer = (machine, state) -> Step.of(state);
            return this;
        }

        /** A held run still passes through this phase. */
        public Rows<P, M, S, H> evenIfHeld() {
            row.standsWhenHeld = false;
            return this;
        }

        /** The phase cannot be paused. */
        public Rows<P, M, S, H> neverPaused() {
            row.pausable = false;
            return evenIfHeld();
        }

        /** The phases that may follow. */
        @SafeVarargs
        public final Rows<P, M, S, H> to(P... phases) {
            for (var phase : phases) {
                row.drawn.add(phase);
                row.next.add(phase);
            }
            return this;
        }

        /** More phases that may follow, too common to be drawn. */
        @SafeVarargs
        public final Rows<P, M, S, H> also(P... phases) {
            for (var phase : phases) {
                row.next.add(phase);
            }
            return this;
        }
    }

    /**
     * An approval that was not given.
     *
     * @param expired whether nobody answered in time
     */
    public record Unapproved(String why, boolean expired) {}

    /** A held run continues in any phase that can be held. */
    private void leavesAgain(P phase) {
        rows.forEach((from, each) -> {
            if (each.next.contains(phase)) {
                row(phase).next.add(from);
            }
        });
    }

    Row<P, M, S> row(P phase) {
        return Objects.requireNonNull(rows.get(phase));
    }

    public P first() {
        return first;
    }

    P done() {
        return done;
    }

    Optional<P> held() {
        return held;
    }

    boolean allows(P from, P to) {
        return from == to || row(from).next.contains(to);
    }

    /** Each phase and one that may follow it: {@code "A -> B"}. */
    public Set<String> transitions() {
        return rows.entrySet().stream()
                .flatMap(row -> row.getValue().next.stream().map(next -> row.getKey() + " -> " + next))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The table as a Mermaid state diagram, without the transitions that are too common to be drawn. */
    public String mermaid() {
        var edges = rows.entrySet().stream()
                .flatMap(row -> row.getValue().drawn.stream()
                        .map(next -> row.getKey() + " --> " + (next == done ? "[*]" : next.name())));
        return Stream.concat(Stream.of("[*] --> " + first), edges)
                .map(edge -> "    " + edge + "\n")
                .collect(Collectors.joining("", "```mermaid\nstateDiagram-v2\n", "```\n"));
    }

    /** The table for the manual: one line of Markdown for each phase. */
    public String markdown() {
        return rows.entrySet().stream()
                .filter(row -> row.getKey() != done)
                .map(row ->
                        "| `%s` | %s | %s |\n".formatted(row.getKey(), row.getValue().says, queries(row.getValue())))
                .collect(Collectors.joining("", "| phase | what it does | queries |\n|---|---|---|\n", ""));
    }

    private static String queries(Row<?, ?, ?> row) {
        return row.asked.keySet().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
