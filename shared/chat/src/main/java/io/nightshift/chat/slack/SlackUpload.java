package io.nightshift.chat.slack;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunPicture;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a picture under a message, in three calls: Slack gives an address, takes the bytes there, and shows the file. The app needs
 * the scope {@code files:write}. A message without its picture is better than none: a failure is reported, and nothing is repeated.
 *
 * @see <a href="https://docs.slack.dev/messaging/working-with-files#upload">Slack: uploading files</a>
 */
record SlackUpload(SlackApi api) {

    private static final String NAME = "picture.png";

    /** @return why it is not shown; empty if it is */
    Optional<String> show(RunPicture picture, String channel, String thread) {
        var bytes = picture.png().get();
        var asked = api.read(
                "files.getUploadURLExternal",
                Map.of(
                        "filename", NAME,
                        "length", Integer.toString(bytes.length),
                        "alt_txt", picture.title()));
        if (!(asked instanceof SlackApi.Answer.Ok(var body))) {
            return Optional.of(reason(asked));
        }
        try {
            var problem = api.upload(body.at("upload_url").text(), bytes);
            return problem.isPresent()
                    ? problem
                    : complete(body.at("file_id").text(), picture.title(), channel, thread);
        } catch (JsonException e) {
            return Optional.of("Slack names no address for it");
        }
    }

    private Optional<String> complete(String file, String title, String channel, String thread) {
        var answer = api.send(
                "files.completeUploadExternal",
                Json.obj()
                        .with("files", Json.arr(Json.obj().with("id", file).with("title", title)))
                        .with("channel_id", channel)
                        .with("thread_ts", thread));
        return answer instanceof SlackApi.Answer.Ok(View ignored) ? Optional.empty() : Optional.of(reason(answer));
    }

    private static String reason(SlackApi.Answer answer) {
        return switch (answer) {
            case SlackApi.Answer.Refused(var error)
            when error.equals("missing_scope") -> "the app needs the scope files:write";
            case SlackApi.Answer.Refused(var error) -> "Slack refused it: " + error;
            case SlackApi.Answer.Wait(var time) -> "Slack throttles";
            case SlackApi.Answer.Missed(var problem) -> problem.message();
            case SlackApi.Answer.Ok ignored -> "";
        };
    }
}
