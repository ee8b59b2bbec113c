package org.mafalda.rope.server.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts objects in the order of a snapshot: parents before children, and the children of a collection in their order.
 */
final class SnapshotOrder {
    private final Map<Exported, Node> nodes = new LinkedHashMap<>();

    private static final class Node {
        private final Exported exported;
        private final List<Node> followers = new ArrayList<>();
        private int waitsFor;
        private boolean taken;

        private Node(Exported exported) {
            this.exported = exported;
        }

        private void follows(Node earlier) {
            earlier.followers.add(this);
            waitsFor++;
        }
    }

    private SnapshotOrder(Collection<Exported> all) {
        all.forEach(exported -> nodes.put(exported, new Node(exported)));
        for (Node parent : nodes.values()) {
            parent.exported.members().values().forEach(collection -> connect(parent, collection.values()));
        }
    }

    private void connect(Node parent, Collection<Exported> children) {
        Node before = parent;
        for (Exported child : children) {
            Node node = Objects.requireNonNull(nodes.get(child), "a member is in the table");
            node.follows(parent);
            if (before != parent) {
                node.follows(before);
            }
            before = node;
        }
    }

    /** Sorts objects, of which all members are among them too. */
    static List<Exported> of(Collection<Exported> all) {
        return new SnapshotOrder(all).sorted();
    }

    /** Two collections may hold the same objects in different orders; then the older object comes first. */
    private List<Exported> sorted() {
        List<Exported> sorted = new ArrayList<>(nodes.size());
        Deque<Node> ready = new ArrayDeque<>();
        Deque<Node> stuck = new ArrayDeque<>(nodes.values());
        nodes.values().stream().filter(node -> node.waitsFor == 0).forEach(ready::add);
        while (sorted.size() < nodes.size()) {
            Node next = ready.isEmpty() ? stuck.remove() : ready.remove();
            if (next.taken) {
                continue;
            }
            next.taken = true;
            sorted.add(next.exported);
            for (Node follower : next.followers) {
                follower.waitsFor--;
                if (follower.waitsFor == 0) {
                    ready.add(follower);
                }
            }
        }
        return sorted;
    }
}
