package org.mafalda.server.config;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.mafalda.mediasoup.horizontal.HorizontalOptions;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.local.LocalMediasoupOptions;
import org.mafalda.rope.client.RopeClientOptions;

/** One layer of a stack, and those below it. Immutable. */
sealed interface Layer {
    /** The layers that it combines. */
    List<Layer> below();

    /** What it is, in a line. */
    String title();

    /** Workers of this machine. */
    record Local(LocalMediasoupOptions options) implements Layer {
        @Override
        public List<Layer> below() {
            return List.of();
        }

        @Override
        public String title() {
            String workers = options.budgetPolicy() == BudgetPolicy.UNLIMITED
                    ? "any number of workers"
                    : "up to " + options.workerLimit() + " workers";
            String shared = options.budgetPolicy() == BudgetPolicy.SHARED ? ", shared with other processes" : "";
            return "local " + options.boxId() + " (" + workers + shared + ")";
        }
    }

    /** The {@code Mediasoup} of another machine. */
    record Remote(List<URI> uris, boolean token, RopeClientOptions options) implements Layer {
        @Override
        public List<Layer> below() {
            return List.of();
        }

        @Override
        public String title() {
            return "remote " + uris.stream().map(URI::toString).collect(Collectors.joining(" or "))
                    + (token ? " (with a token)" : "");
        }
    }

    /** Several as one. */
    record Horizontal(HorizontalOptions options, String policy, List<Member> members) implements Layer {
        @Override
        public List<Layer> below() {
            return members.stream().map(Member::layer).toList();
        }

        @Override
        public String title() {
            return "horizontal " + options.boxId() + " (" + policy + ")";
        }
    }

    /**
     * One of several.
     *
     * @param definition what the configuration says of it, but for the instances of a horizontal, which may change:
     *     equal as long as it is the same one
     * @param layer what it says
     */
    record Member(String definition, Layer layer) {}

    /** Draws it as a tree, one layer a line. */
    default String draw() {
        StringBuilder lines = new StringBuilder();
        draw("", "", lines);
        return lines.toString();
    }

    /** Draws it, and what is below it further to the right. */
    default void draw(String branch, String indent, StringBuilder lines) {
        lines.append(branch).append(title()).append('\n');
        for (int i = 0; i < below().size(); i++) {
            boolean last = i == below().size() - 1;
            below().get(i).draw(indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), lines);
        }
    }
}
