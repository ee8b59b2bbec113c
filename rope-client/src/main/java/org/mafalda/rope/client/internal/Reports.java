package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.List;
import org.mafalda.rope.Change;

/** What is to be told once all of it can be seen, in order. Not thread-safe. */
final class Reports {
    private final List<Report> reports = new ArrayList<>();

    private record Report(RemoteObject object, Change change) {}

    void add(RemoteObject object, Change.Builder change) {
        Change built = change.build();
        if (!built.properties().isEmpty()
                || !built.added().isEmpty()
                || !built.removed().isEmpty()
                || built.event() != null) {
            reports.add(new Report(object, built));
        }
    }

    void added(RemoteObject owner, Members members, String key, RemoteObject member) {
        add(owner, Change.builder().added(members.name(), key, member.proxy()));
    }

    /** A member that has been found in a collection, with the event that announces it, if there is one. */
    void announced(RemoteObject owner, Members members, String key, RemoteObject member) {
        Change.Builder change = Change.builder().added(members.name(), key, member.proxy());
        Announcement announcement = owner.type().announcement(members.name());
        if (announcement != null) {
            Change.Fired event = announcement.of(member.proxy());
            change.event(event.name(), event.value());
        }
        add(owner, change);
    }

    void removed(RemoteObject.Place place, RemoteObject member) {
        if (member.tookLeave()) {
            return;
        }
        add(place.owner(), Change.builder().removed(place.members().name(), place.key(), member.proxy()));
    }

    /** Tells everything. On the lane, with nothing locked. */
    void deliver() {
        reports.forEach(report -> report.object().tell(report.change()));
    }
}
