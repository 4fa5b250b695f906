package load;

/** A message of Alertmanager with one alert about one service. */
public final class Alert {

    private static final String MESSAGE = """
            {"version":"4","groupKey":"g","status":"%1$s","receiver":"r","alerts":[{"status":"%1$s",
            "labels":{"alertname":"%4$s","service":"%2$s"},"annotations":{},"startsAt":"2026-11-21T03:00:00Z",
            "endsAt":"%3$s","fingerprint":"%2$s"}]}""";

    private Alert() {}

    public static String firing(String name, String service) {
        return MESSAGE.formatted("firing", service, "0001-01-01T00:00:00Z", name);
    }

    public static String resolved(String name, String service) {
        return MESSAGE.formatted("resolved", service, "2026-11-21T04:00:00Z", name);
    }
}
