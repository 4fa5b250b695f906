package io.nightshift.console.view;

/** A part of a picture; colours come from the style sheet by the class. */
public sealed interface Shape {

    record Rect(double x, double y, double width, double height, String style, String title) implements Shape {}

    record Line(double x1, double y1, double x2, double y2, String style) implements Shape {}

    record Dot(double x, double y, double radius, String style, String title) implements Shape {}

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    record Label(double x, double y, String text, String anchor, String style) implements Shape {}

    /** @param points {@code x,y} pairs */
    record Curve(String points, String style) implements Shape {}
}
