package io.nightshift.console.view;

/** A part of a picture; colours come from the style sheet by the class. */
public sealed interface PictureShape {

    record Rect(double x, double y, double width, double height, String style, String title) implements PictureShape {}

    record Line(double x1, double y1, double x2, double y2, String style) implements PictureShape {}

    record Dot(double x, double y, double radius, String style, String title) implements PictureShape {}

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    record Label(double x, double y, String text, String anchor, String style) implements PictureShape {}

    /** @param points {@code x,y} pairs */
    record Curve(String points, String style) implements PictureShape {}
}
