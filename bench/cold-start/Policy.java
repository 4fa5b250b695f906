/** A policy that has nothing to say about the first event. */
final class Policy {

    static final String TEXT = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: hot
                match: {name: "nobody has this name"}
                ladder:
                  - {action: reboot-instance, wait: 5m}
            """;

    /** The timer of a run that nobody knows. */
    static final String WAKE = "{\"nightshift\":{\"wake\":\"remediation-0a1b2c3d4e5f\"}}";

    private Policy() {}
}
