package io.nightshift.cost.picture;

import java.util.List;

/**
 * A picture as marks on white paper, the lowest first; renderers make SVG and PNG of the same marks.
 *
 * @param title for those who do not see it
 */
public record VectorPicture(String title, int width, int height, List<Mark> marks) {

    public VectorPicture {
        marks = List.copyOf(marks);
    }

    /** A point; y grows downwards. */
    public record Point(double x, double y) {}

    /** What is drawn. */
    public sealed interface Mark {

        Ink ink();

        /** A filled polygon. */
        record Area(List<Point> points, Ink ink) implements Mark {
            public Area {
                points = List.copyOf(points);
            }
        }

        /** A line through points. */
        record Line(List<Point> points, double width, Ink ink) implements Mark {
            public Line {
                points = List.copyOf(points);
            }
        }

        /**
         * A line of text.
         *
         * @param at the left end of its base line, or the right one
         */
        record Text(Point at, String text, boolean toTheLeft, Ink ink) implements Mark {}
    }

    /** A colour. */
    public enum Ink {
        COST(0x1c2430, 1),
        BAND(0x9db4d0, 0.45),
        ANOMALY(0xc0392b, 0.16),
        AXIS(0x8893a2, 1),
        LABEL(0x55606e, 1);

        private final int rgb;
        private final double opacity;

        Ink(int rgb, double opacity) {
            this.rgb = rgb;
            this.opacity = opacity;
        }

        public int rgb() {
            return rgb;
        }

        public double opacity() {
            return opacity;
        }
    }
}
