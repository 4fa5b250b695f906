package io.nightshift.core.json;

/** Invalid JSON, or JSON of the wrong shape; the message names the place and what is valid. */
public final class JsonException extends Exception {

    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    static JsonException at(int line, int column, String problem) {
        return new JsonException("line " + line + ", column " + column + ": " + problem);
    }
}
