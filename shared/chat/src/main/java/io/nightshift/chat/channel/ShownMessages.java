package io.nightshift.chat.channel;

import io.nightshift.core.act.Message;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the ledger knows of the messages about one run: the value of a mark.
 *
 * @param told what the run told last
 * @param effect the effect that told it; 0 for none
 * @param places by channel
 */
record ShownMessages(Optional<Message> told, long effect, Map<String, Place> places) {

    private static final int MOST_SENT = 60;
    static final ShownMessages NONE = new ShownMessages(Optional.empty(), 0, Map.of());

    ShownMessages {
        places = Map.copyOf(places);
    }

    /**
     * The message in one channel.
     *
     * @param id the channel's id of the message; empty before it is posted
     * @param sent the effects that were sent to the channel
     * @param shown the newest effect that the message shows
     * @param intent the post that was begun, and of which nobody knows yet whether it worked
     */
    record Place(Optional<String> id, List<Long> sent, long shown, Optional<Intent> intent) {

        static final Place NONE = new Place(Optional.empty(), List.of(), 0, Optional.empty());

        Place {
            sent = List.copyOf(sent);
        }

        Place began(Intent post) {
            return new Place(id, sent, shown, Optional.of(post));
        }

        /** @param first the id of the message itself; empty for a reply in its thread */
        Place sent(long number, Optional<String> first) {
            var more = new ArrayList<>(sent);
            more.add(number);
            var kept = more.subList(Math.max(0, more.size() - MOST_SENT), more.size());
            return new Place(
                    first.or(() -> id), kept, first.isPresent() ? Math.max(shown, number) : shown, Optional.empty());
        }

        Place shows(long number) {
            return new Place(id, sent, Math.max(shown, number), intent);
        }

        /** The message is gone: the next one is posted anew. */
        Place lost() {
            return new Place(Optional.empty(), List.of(), 0, Optional.empty());
        }

        private Json.Obj toJson() {
            return Json.obj()
                    .withOptional("id", id.orElse(null))
                    .with("sent", Json.arr(sent.stream().map(Json::of).toList()))
                    .with("shown", shown)
                    .withOptional("intent", intent.map(Intent::text).orElse(null));
        }

        private static Place read(View json) throws JsonException {
            var sent = new ArrayList<Long>();
            for (var one : json.at("sent").items()) {
                sent.add(one.integer());
            }
            return new Place(
                    json.at("id").optionalText(),
                    sent,
                    json.at("shown").integer(),
                    json.at("intent").optionalText().map(Intent::of));
        }
    }

    /** A post that was begun. */
    record Intent(long effect, Instant at) {

        String text() {
            return effect + " " + at;
        }

        static Intent of(String text) {
            int space = text.indexOf(' ');
            return new Intent(Long.parseLong(text.substring(0, space)), Instant.parse(text.substring(space + 1)));
        }
    }

    Place place(String channel) {
        return places.getOrDefault(channel, Place.NONE);
    }

    ShownMessages with(String channel, Place place) {
        var more = new TreeMap<>(places);
        more.put(channel, place);
        return new ShownMessages(told, effect, more);
    }

    /** With that message as the newest, if none is newer. */
    ShownMessages telling(Message message, long number) {
        return number < effect ? this : new ShownMessages(Optional.of(message), number, places);
    }

    Json.Obj toJson(String run) {
        var all = Json.obj();
        for (var place : new TreeMap<>(places).entrySet()) {
            all = all.with(place.getKey(), place.getValue().toJson());
        }
        var json = Json.obj().with("run", run).with("effect", effect).with("places", all);
        return told.map(message -> json.with("told", message.toJson())).orElse(json);
    }

    /** Nothing for an empty value; a value that cannot be read is a fault of the ledger. */
    static ShownMessages read(Json.Obj value) throws JsonException {
        if (value.members().isEmpty()) {
            return NONE;
        }
        var json = View.of(value);
        var places = new TreeMap<String, Place>();
        for (var name : json.at("places").object().members().keySet()) {
            places.put(name, Place.read(json.at("places", name)));
        }
        var told = json.at("told");
        return new ShownMessages(
                told.exists() ? Optional.of(Message.fromJson(told)) : Optional.empty(),
                json.at("effect").integer(),
                places);
    }
}
