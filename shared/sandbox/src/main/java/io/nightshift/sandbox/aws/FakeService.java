package io.nightshift.sandbox.aws;

/** One service of the simulated account: answers a call in its own protocol. */
interface FakeService {

    /**
     * The body of the response.
     *
     * @throws AwsError for every documented error, including an unknown operation
     */
    String answer(AwsCall call, FakeAccount account);

    static AwsError unknown(AwsCall call) {
        return new AwsError(400, "InvalidAction", "The stand-in knows no " + call.service() + ":" + call.operation());
    }

    /** {@code <XResponse><XResult>…}, the form of all query services except EC2. */
    static String query(AwsCall call, String namespace, String... result) {
        var name = call.operation();
        return "<" + name + "Response xmlns=\"" + namespace + "\">" + Xml.of(name + "Result", result)
                + Xml.of("ResponseMetadata", Xml.text("RequestId", "00000000-0000-0000-0000-000000000000"))
                + "</" + name + "Response>";
    }
}
