package io.nightshift.console.view;

import java.util.List;
import java.util.Optional;

/** One part of a page. */
public sealed interface Block {

    /** A heading; the blocks after it belong to it. */
    record Heading(String text, String note) implements Block {}

    /** A sentence that stands out. */
    record Notice(Tone tone, String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /** A few large figures. */
    record Figures(List<Figure> figures) implements Block {
        public Figures {
            figures = List.copyOf(figures);
        }
    }

    /** @param href where it leads; empty for nowhere */
    record Figure(String name, String value, Tone tone, String note, String href) {}

    /** Names with values. */
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    record Fact(String name, List<Cell> values) {
        public Fact(String name, Cell value) {
            this(name, List.of(value));
        }
    }

    /**
     * A table; its rows are also the page's CSV.
     *
     * @param caption what it lists, in a few words
     * @param heads the columns
     * @param empty the sentence if there are no rows
     * @param next the address of the next page; empty on the last
     */
    record Table(String caption, List<String> heads, List<List<Cell>> rows, String empty, String next)
            implements Block {
        public Table {
            heads = List.copyOf(heads);
            rows = List.copyOf(rows);
        }

        public Table(String caption, List<String> heads, List<List<Cell>> rows, String empty) {
            this(caption, heads, rows, empty, "");
        }
    }

    /** A table that is closed until somebody opens it. */
    record Fold(String summary, Table table) implements Block {}

    /** A picture; a table beside it says the same. */
    record Picture(String title, String description, int width, int height, List<PictureShape> shapes)
            implements Block {
        public Picture {
            shapes = List.copyOf(shapes);
        }
    }

    /** The steps of a run, in order. */
    record Story(List<Step> steps) implements Block {
        public Story {
            steps = List.copyOf(steps);
        }
    }

    /** @param time its time of day; {@code at} the whole time */
    record Step(String at, String time, Tone tone, String kind, String text) {}

    /** Links that look like buttons; each leads to a page that confirms. */
    record Buttons(List<Button> buttons) implements Block {
        public Buttons {
            buttons = List.copyOf(buttons);
        }
    }

    record Button(String text, String href, Tone tone) {}

    /**
     * A form.
     *
     * @param method {@code get} or {@code post}; the template adds the token to a posted one
     */
    record Form(String method, String action, List<Field> fields, String submit, Tone tone, String cancel)
            implements Block {
        public Form {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field of a form.
     *
     * @param kind one of: text, area, hidden, select
     * @param choices the values of a choice with their words
     */
    record Field(String kind, String name, String label, String value, List<Choice> choices, boolean required) {
        public Field {
            choices = List.copyOf(choices);
        }

        public static Field hidden(String name, String value) {
            return new Field("hidden", name, "", value, List.of(), false);
        }

        public static Field text(String name, String label, String value) {
            return new Field("text", name, label, value, List.of(), false);
        }

        public static Field choice(String name, String label, String value, List<Choice> choices) {
            return new Field("select", name, label, value, choices, false);
        }

        public static Field area(String name, String label, String value) {
            return new Field("area", name, label, value, List.of(), true);
        }
    }

    record Choice(String value, String text) {}

    /** A table among blocks, if there is one. */
    static Optional<Table> table(List<Block> blocks) {
        return blocks.stream()
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .findFirst();
    }
}
